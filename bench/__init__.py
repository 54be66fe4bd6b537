"""What the product costs against servers written by hand for one answer each: `make bench`."""
