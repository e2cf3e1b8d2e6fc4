package service

import (
	"context"
	"net"
)

// Kept is how much is kept in memory.
func (s *Service) Kept() int { return len(s.kept) }

// ListenAs listens as Listen does, for another user's connections.
func ListenAs(ctx context.Context, path string, user int) (net.Listener, error) {
	socket, err := Listen(ctx, path)
	if err == nil {
		socket.user = user
	}
	return socket, err
}
