zb_unit(ink ROOMS base ink)
