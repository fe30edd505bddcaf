zb_unit(base ROOMS base)
