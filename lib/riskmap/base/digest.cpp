// SPDX-License-Identifier: MIT
#include <riskmap/base/digest.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>
#include <openssl/evp.h>

#include <bit>
#include <cstring>
#include <fstream>
#include <memory>
#include <vector>

namespace riskmap {
namespace {

class Sha256 {
 public:
  Sha256() : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1)
      throw Error("SHA-256 is not available");
  }
  void add(const char* data, std::size_t count) { EVP_DigestUpdate(m_context.get(), data, count); }
  std::string hex() {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int count = 0;
    EVP_DigestFinal_ex(m_context.get(), bytes, &count);
    std::string text;
    for (unsigned int i = 0; i < count; ++i) text += fmt::format("{:02x}", bytes[i]);
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

}  // namespace

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes.data(), bytes.size());
  return digest.hex();
}

std::string sha256_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw DataError(file.string(), "cannot be read");
  Sha256 digest;
  std::vector<char> buffer(1U << 16U);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
    digest.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  return digest.hex();
}

std::array<std::byte, 32> sha256_bytes(std::span<const std::byte> bytes) {
  std::array<std::byte, 32> out;
  if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr, EVP_sha256(),
                 nullptr) != 1)
    throw Error("SHA-256 is not available");
  return out;
}

Digest& Digest::add(std::uint64_t value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);  // x86-64: little-endian
  m_bytes.append(bytes, sizeof bytes);
  return *this;
}

Digest& Digest::add(double value) { return add(std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value)); }

Digest& Digest::add(std::string_view text) {
  add(std::uint64_t{text.size()});
  m_bytes += text;
  return *this;
}

Digest& Digest::add(std::span<const std::uint32_t> values) {
  return add(std::string_view(reinterpret_cast<const char*>(values.data()), values.size_bytes()));
}

std::uint64_t Digest::value() const {
  const auto whole = sha256_bytes(std::as_bytes(std::span(m_bytes)));
  std::uint64_t value = 0;
  std::memcpy(&value, whole.data(), sizeof value);
  return value;
}

}  // namespace riskmap
