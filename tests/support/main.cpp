// SPDX-License-Identifier: MIT
#define BOOST_TEST_MODULE riskmap
#include <boost/test/included/unit_test.hpp>
