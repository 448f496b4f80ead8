# One CMake target a folder. Its USES are both its link line and its permission to include: the test
# `arrows` reads them from ${CMAKE_BINARY_DIR}/arrows.txt and fails on any other include.
file(WRITE ${CMAKE_BINARY_DIR}/arrows.txt "")

# rankplot_folder(core/job SOURCES parse.cpp ... USES core/base ... [LIBRARIES foreign...])
# Object libraries, since a static one drops what only a module or a registry names.
function(rankplot_folder folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  string(REPLACE "/" "." target ${folder})
  string(REPLACE "/" "." uses "${ARG_USES}")
  add_library(${target} OBJECT ${ARG_SOURCES})
  target_link_libraries(${target} PUBLIC rankplot.compiler ${ARG_LIBRARIES})
  # Usage requirements only: CMake does not pass objects on through an object library, so a program
  # gets each folder's objects once, from rankplot_link.
  target_link_libraries(${target} PUBLIC ${uses})
  set_property(TARGET ${target} PROPERTY RANKPLOT_USES "${uses}")
  string(REPLACE ";" " " line "${ARG_USES}")
  file(APPEND ${CMAKE_BINARY_DIR}/arrows.txt "${folder}: ${line}\n")

  # Each header compiles alone.
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
  set_property(GLOBAL APPEND PROPERTY RANKPLOT_HEADERS ${headers})
  set_property(GLOBAL APPEND PROPERTY RANKPLOT_FOLDERS ${target})
endfunction()

# rankplot_link(program USES rank/app ...): links the folders named and all that they use.
function(rankplot_link program)
  cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
  string(REPLACE "/" "." open "${ARG_USES}")
  set(all "")
  while(open)
    list(POP_FRONT open target)
    if(NOT target IN_LIST all)
      list(APPEND all ${target})
      get_target_property(uses ${target} RANKPLOT_USES)
      list(APPEND open ${uses})
    endif()
  endwhile()
  target_link_libraries(${program} PRIVATE ${all})
endfunction()

# rankplot_registry(painter/encode TYPE Format HEADER painter/encode/format.hpp FUNCTION formats NAMES png jpeg)
# writes the folder's registry: `const TYPE& NAME_entry();` is expected of each NAME, and FUNCTION() returns all in
# the order given. Plain function calls, no static initialisers. To be called after rankplot_folder.
function(rankplot_registry folder)
  cmake_parse_arguments(ARG "" "TYPE;HEADER;FUNCTION;NAMESPACE" "NAMES" ${ARGN})
  string(REPLACE "/" "." target ${folder})
  set(declarations "")
  set(calls "")
  foreach(name IN LISTS ARG_NAMES)
    string(APPEND declarations "const ${ARG_TYPE}& ${name}_entry();\n")
    string(APPEND calls "&${name}_entry(), ")
  endforeach()
  set(file ${CMAKE_CURRENT_BINARY_DIR}/${ARG_FUNCTION}_registry.cpp)
  file(CONFIGURE OUTPUT ${file} @ONLY CONTENT [[
#include "@ARG_HEADER@"

namespace @ARG_NAMESPACE@ {
@declarations@
const std::vector<const @ARG_TYPE@*>& @ARG_FUNCTION@() {
  static const std::vector<const @ARG_TYPE@*> all{@calls@};
  return all;
}
}  // namespace @ARG_NAMESPACE@
]])
  target_sources(${target} PRIVATE ${file})
endfunction()
