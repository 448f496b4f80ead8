# How every target of the project is compiled.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2")  # without -DNDEBUG: an assert is for what only a bug can do
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

add_library(rankplot.compiler INTERFACE)
target_include_directories(rankplot.compiler INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(rankplot.compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion $<$<BOOL:${RANKPLOT_WERROR}>:-Werror>)
target_compile_definitions(rankplot.compiler INTERFACE RANKPLOT_VERSION="${PROJECT_VERSION}")

# For folders that loop over pixels: -O2 alone vectorises only what needs no remainder loop (and -O3 makes GCC 12
# warn of overruns in fmt that are none).
set(RANKPLOT_PIXEL_LOOPS -fvect-cost-model=dynamic)

if(RANKPLOT_SANITIZE)
  target_compile_options(rankplot.compiler INTERFACE -fsanitize=${RANKPLOT_SANITIZE} -fno-omit-frame-pointer -g -O1)
  target_link_options(rankplot.compiler INTERFACE -fsanitize=${RANKPLOT_SANITIZE})
endif()
