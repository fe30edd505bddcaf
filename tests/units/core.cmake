zb_unit(core ROOMS core)
zb_unit(core_files ROOMS core)
