package clipboard

const formatDIB = 8 // CF_DIB

func picture() (data []byte, err error) {
	err = whileOpen(func() error {
		if png, err := format("PNG"); err == nil {
			if data = lying(png, MaxPicture); data != nil {
				return nil
			}
		}
		dib := lying(formatDIB, MaxPicture)
		if dib == nil {
			return ErrNoPicture
		}
		data, err = bmpOf(dib)
		return err
	})
	return data, err
}
