// SPDX-License-Identifier: MIT
#include <riskmap/web/html.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(web)
BOOST_AUTO_TEST_SUITE(html)

using namespace riskmap;

BOOST_AUTO_TEST_CASE(text_cannot_become_markup) {
  BOOST_TEST(riskmap::web::escape_html("<b title='x' id=\"y\">A & B</b>") ==
             "&lt;b title=&#39;x&#39; id=&quot;y&quot;&gt;A &amp; B&lt;/b&gt;");
  BOOST_TEST(riskmap::web::escape_html("گوادر 瓜达尔") == "گوادر 瓜达尔");
}

BOOST_AUTO_TEST_CASE(a_script_element_cannot_be_ended_from_inside) {
  const Json json = {{"name", "</script><!-- \u2028 گ"}};
  const auto text = riskmap::web::script_json(json);
  BOOST_TEST(text.find('<') == std::string::npos);
  BOOST_TEST(text.find("\u2028") == std::string::npos);
  BOOST_TEST(Json::parse(text) == json);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_do_not_end_a_page) {
  BOOST_TEST(riskmap::web::script_json(Json{{"name", "\xFF"}}) == "{\"name\":\"\\ufffd\"}");
}

BOOST_AUTO_TEST_CASE(templates_are_filled_once) {
  BOOST_TEST(riskmap::web::fill_template("<h1>{{title}}</h1>{{title}} {{body}}",
                                         {{"title", "{{body}}"}, {"body", "b"}}) == "<h1>{{body}}</h1>{{body}} b");
  BOOST_TEST(riskmap::web::fill_template("no marks {{", {}) == "no marks {{");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
