#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

/// HDF5 as painter/read and painter/record use it: handles that release themselves, and one checked
/// call. HDF5's own printing of errors is off in every thread that came through `quiet`.
namespace rankplot::read {

/// Says on stderr that a handle could not be released: destructors do not throw.
void log_unreleased(const char* what) noexcept;

/// Owns an HDF5 identifier; a negative one owns nothing.
template <herr_t (*Close)(hid_t)>
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      release();
      id_ = std::exchange(other.id_, H5I_INVALID_HID);
    }
    return *this;
  }
  ~Handle() { release(); }

  hid_t id() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }

 private:
  void release() noexcept {
    if (id_ >= 0 && Close(id_) < 0) log_unreleased("an HDF5 handle");
    id_ = H5I_INVALID_HID;
  }
  hid_t id_ = H5I_INVALID_HID;
};

using FileHandle = Handle<H5Fclose>;
using ObjectHandle = Handle<H5Oclose>;  ///< group, dataset or named type
using GroupHandle = Handle<H5Gclose>;
using DatasetHandle = Handle<H5Dclose>;
using SpaceHandle = Handle<H5Sclose>;
using TypeHandle = Handle<H5Tclose>;
using AttributeHandle = Handle<H5Aclose>;
using PropertyHandle = Handle<H5Pclose>;

/// Switches HDF5's printing of its error stack off for this thread (it is kept per thread).
void quiet();

/// What HDF5 says of this thread's last failure: what it attempted and the innermost cause.
std::string hdf5_reason();

/// Throws ReadError "FILE:OBJECT: CALL failed: what HDF5 says".
[[noreturn]] void fail_call(const char* call, const std::string& file, const std::string& object);

/// The one checked call: `check(H5Dopen2(...), "H5Dopen2", file, object)` gives the result on, or
/// throws ReadError.
template <class Result>
Result check(Result result, const char* call, const std::string& file, const std::string& object) {
  if (result < 0) fail_call(call, file, object);
  return result;
}

}  // namespace rankplot::read
