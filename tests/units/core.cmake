zb_unit(core ROOMS core)
