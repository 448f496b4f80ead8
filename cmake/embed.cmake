# cmake -DINPUT=file -DOUTPUT=file.cpp -DSYMBOL=name [-DNAMESPACE=rankplot::app] -P embed.cmake
# Writes `const unsigned char SYMBOL[]` and `SYMBOL_size` in that namespace: the file's bytes.
if(NOT NAMESPACE)
  set(NAMESPACE rankplot::app)
endif()
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT} "#include <cstddef>
namespace ${NAMESPACE} {
extern const unsigned char ${SYMBOL}[];
extern const std::size_t ${SYMBOL}_size;
const unsigned char ${SYMBOL}[] = {
${bytes}0};
const std::size_t ${SYMBOL}_size = sizeof ${SYMBOL} - 1;
}  // namespace ${NAMESPACE}
")
