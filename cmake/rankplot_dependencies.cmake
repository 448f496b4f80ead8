# Everything foreign, found once; all of it from the distribution (cmake/packages.txt).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(MPI REQUIRED COMPONENTS C)  # before VTK, whose config asks for it
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(muparser REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)

set(HDF5_PREFER_PARALLEL OFF)
find_package(HDF5 REQUIRED COMPONENTS C)
if(HDF5_IS_PARALLEL)
  message(FATAL_ERROR "found the MPI flavour of HDF5 (${HDF5_C_INCLUDE_DIRS}); painters never call MPI: "
                      "install the serial one (Debian: libhdf5-dev) or set HDF5_ROOT to it")
endif()

find_package(VTK 9.1 REQUIRED COMPONENTS CommonCore CommonDataModel CommonMath CommonColor RenderingContext2D
  CommonExecutionModel FiltersCore FiltersFlowPaths FiltersGeometry FiltersSources RenderingCore RenderingOpenGL2 RenderingVolume
  RenderingVolumeOpenGL2 glew)
find_package(OpenGL REQUIRED COMPONENTS OpenGL EGL)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo)
pkg_check_modules(x11 REQUIRED IMPORTED_TARGET x11)
pkg_check_modules(freetype REQUIRED IMPORTED_TARGET freetype2)
pkg_check_modules(harfbuzz REQUIRED IMPORTED_TARGET harfbuzz)
pkg_check_modules(fribidi REQUIRED IMPORTED_TARGET fribidi)
pkg_check_modules(fontconfig REQUIRED IMPORTED_TARGET fontconfig)
pkg_check_modules(isal REQUIRED IMPORTED_TARGET libisal)
pkg_check_modules(libdeflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(libpng REQUIRED IMPORTED_TARGET libpng)
find_package(JPEG REQUIRED)
pkg_check_modules(libtiff REQUIRED IMPORTED_TARGET libtiff-4)
pkg_check_modules(libav REQUIRED IMPORTED_TARGET libavcodec libavfilter libavformat libavutil libswscale)
find_package(Boost 1.74 REQUIRED)  # headers only: Beast
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
if(RANKPLOT_TESTS)
  find_package(GTest REQUIRED)
endif()
