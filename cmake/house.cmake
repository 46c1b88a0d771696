# SPDX-License-Identifier: MIT
# The house in CMake: rooms, catalogues, tests. A new file in the right folder is all it takes; nothing is listed twice.

# riskmap_room(<room> [USES <rooms>…] [DOOR <third-party targets>…])
# One static library per room, `riskmap::<room>`. DOOR names the third-party libraries only this room sees; they stay private
# unless its headers show them.
function(riskmap_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;DOOR;PUBLIC_DOOR")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/riskmap/${room}/*.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/riskmap/${room}/*.hpp)
  if(NOT sources)
    file(WRITE ${PROJECT_BINARY_DIR}/generated/${room}_empty.cpp "")
    set(sources ${PROJECT_BINARY_DIR}/generated/${room}_empty.cpp)
  endif()
  add_library(riskmap_${room} STATIC ${sources} ${headers})
  add_library(riskmap::${room} ALIAS riskmap_${room})
  set_target_properties(riskmap_${room} PROPERTIES EXPORT_NAME ${room} LINKER_LANGUAGE CXX)
  target_compile_features(riskmap_${room} PUBLIC cxx_std_20)
  target_include_directories(riskmap_${room} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/lib> $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/generated>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  list(TRANSFORM arg_USES PREPEND riskmap::)
  target_link_libraries(riskmap_${room} PUBLIC ${arg_USES} ${arg_PUBLIC_DOOR} PRIVATE ${arg_DOOR})
  set_property(GLOBAL APPEND PROPERTY riskmap_rooms ${room})
endfunction()

# Most symbols the loader looks up before main() are GDAL's own; it walks the libraries in the order they are linked in, so
# GDAL comes first: a twentieth of a program's start. Compilers that link only what is asked for so far would move it back.
function(riskmap_start_soon target)
  target_link_options(${target} PRIVATE -Wl,--push-state,--no-as-needed ${GDAL_LDFLAGS} -Wl,--pop-state)
endfunction()

# riskmap_catalogue(<target> <folder> <namespace> <type> <header that declares type>)
# Writes riskmap/<folder>_catalogue.hpp: one `extern const <type> <file name>;` per source file of lib/riskmap/<folder> and an
# array `all` of pointers to them in the order of the names. No global constructor, no macro, nothing a linker may drop.
function(riskmap_catalogue target folder namespace type header)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
  list(SORT files)
  set(declarations "")
  set(entries "")
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    string(APPEND declarations "extern const ${type} ${name};\n")
    string(APPEND entries "    &${name},\n")
  endforeach()
  list(LENGTH files count)
  string(REGEX REPLACE "^lib/" "" place ${folder})
  string(REGEX REPLACE "^tools/" "" place ${place})
  set(out ${PROJECT_BINARY_DIR}/generated/${place}_catalogue.hpp)
  file(CONFIGURE OUTPUT ${out} CONTENT
"// Written by CMake from the file names in ${folder}; do not edit.
#pragma once
#include <array>
#include <${header}>
namespace ${namespace} {
${declarations}
inline constexpr std::array<const ${type}*, ${count}> all = {
${entries}};
}  // namespace ${namespace}
" @ONLY)
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated)
endfunction()

# riskmap_tests(<folder> [USES <rooms>…] [DOOR <targets>…])
# One Boost.Test program per room; every tests/<room>/<unit>_test.cpp becomes the ctest <room>.<unit>, which runs the suite
# "<room>/<unit>".
function(riskmap_tests room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;DOOR")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${room}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${room}_tests ${sources} ${PROJECT_SOURCE_DIR}/tests/support/main.cpp)
  list(TRANSFORM arg_USES PREPEND riskmap::)
  target_link_libraries(${room}_tests PRIVATE ${arg_USES} riskmap_test_support ${arg_DOOR})
  target_include_directories(${room}_tests PRIVATE ${PROJECT_SOURCE_DIR})
  foreach(source IN LISTS sources)
    get_filename_component(unit ${source} NAME_WE)
    string(REGEX REPLACE "_test$" "" unit ${unit})
    add_test(NAME ${room}.${unit} COMMAND ${room}_tests --run_test=${room}/${unit} --catch_system_errors=no
             WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(${room}.${unit} PROPERTIES LABELS ${room})
  endforeach()
endfunction()
