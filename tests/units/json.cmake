zb_unit(json ROOMS base json)
