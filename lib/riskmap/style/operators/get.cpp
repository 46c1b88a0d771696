// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/feature_properties.hpp>

namespace riskmap::style::operators {
namespace {

// Of the feature, by a name that stands in the document: the most frequent of all.
class GetByName final : public Node {
 public:
  GetByName(NodePtr argument, std::string name)
      : Node(Kind::value, {std::move(argument)}, Role::plain, {.feature = true}), m_name(std::move(name)) {}
  Value evaluate(const EvaluationContext& context) const override {
    return find_property(context, m_name).value_or(Value());
  }

 private:
  std::string m_name;
};

NodePtr parse_get(Parser& parser, const Json& expression) {
  auto node =
      parse_compound(parser, expression, Kind::value,
                     {{{Kind::string},
                       [](const EvaluationContext& context, Arguments arguments) {
                         return find_property(context, string_in(arguments[0]->evaluate(context))).value_or(Value());
                       },
                       false,
                       {.feature = true}},
                      {{Kind::string, Kind::object}, [](const EvaluationContext& context, Arguments arguments) {
                         const auto key = string_in(arguments[0]->evaluate(context));
                         return find_member(arguments[1]->evaluate(context), key).value_or(Value());
                       }}});
  if (!node || expression.size() != 2 || !expression[1].is_string()) return node;
  return std::make_shared<const GetByName>(node->children().front(), expression[1].get<std::string>());
}

}  // namespace

extern const Operator get{"get", "[\"get\", string, object?] -> value",
                          "A property of the feature, or of the object; null if it has none of that name.", parse_get};

}  // namespace riskmap::style::operators
