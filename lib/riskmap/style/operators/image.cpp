// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

class ImageByName final : public Node {
 public:
  explicit ImageByName(NodePtr name) : Node(Kind::image, {std::move(name)}) {}
  Value evaluate(const EvaluationContext& context) const override {
    auto name = string_in(children().front()->evaluate(context));
    if (name.empty()) return {};
    const bool available = context.images && context.images->contains(name);
    return Image{std::move(name), available};
  }
};

NodePtr parse_image(Parser& parser, const Json& expression) {
  if (expression.size() != 2) return parser.error("Expected two arguments.");
  auto name = parser.parse(expression[1], 1, Kind::string);
  if (!name) return parser.error("No image name provided.");
  return std::make_shared<const ImageByName>(std::move(name));
}

}  // namespace

extern const Operator image{"image", "[\"image\", string] -> image",
                            "The image of that name, for icons, patterns and text.", parse_image};

}  // namespace riskmap::style::operators
