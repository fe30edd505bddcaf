zb_unit(json ROOMS core json)
