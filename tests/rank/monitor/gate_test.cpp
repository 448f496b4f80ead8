#include "rank/monitor/gate.hpp"

#include <set>

#include <gtest/gtest.h>

using namespace rankplot::monitor;

namespace {

const Secrets kSecrets{"token-token-token-token-token-32", "cookie-cookie-cookie-cookie-c-32"};
const std::string kCookie = "rankplot_8080=" + kSecrets.cookie;

Asked with_cookie(std::string_view target) {
  return {"GET", target, {"localhost:8080"}, {}, {kCookie}, false};
}

int status(const Asked& asked) { return Gate(kSecrets, 8080).decide(asked).status; }

TEST(Secret, Has192BitsAndIsNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string secret = new_secret();
    EXPECT_EQ(secret.size(), 192U / 6);
    EXPECT_EQ(secret.find_first_not_of(
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_TRUE(seen.insert(secret).second);
  }
  const Secrets secrets;
  EXPECT_NE(secrets.token, secrets.cookie);
}

TEST(Secret, ComparesWholeTexts) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "xbc"));
  EXPECT_FALSE(same_secret("abc", "abcd"));
  EXPECT_FALSE(same_secret("abc", ""));
}

TEST(Gate, TurnsTheTokenIntoACookieThatIsNotTheToken) {
  const Gate gate(kSecrets, 8080);
  const std::string target = "/?token=" + kSecrets.token;
  EXPECT_EQ(gate.decide({"GET", target, {"localhost:8080"}, {}, {}, false}).status, 303);
  EXPECT_EQ(gate.set_cookie(), kCookie + "; Path=/; HttpOnly; SameSite=Strict");
  EXPECT_EQ(gate.set_cookie().find(kSecrets.token), std::string::npos);
}

TEST(Gate, LetsNobodySeeAnythingWithoutATokenNotEvenWhatThereIs) {
  for (const char* target : {"/", "/page.js", "/page.css", "/icon.svg", "/live", "/figure/0",
                             "/none", "/?token=", "*", ""}) {
    EXPECT_EQ(status({"GET", target, {"localhost:8080"}, {}, {}, false}), 401) << target;
    EXPECT_EQ(
        status({"GET", target, {"localhost"}, {}, {"rankplot_8080=" + kSecrets.token}, false}), 401)
        << "the token is no cookie: " << target;
  }
}

TEST(Gate, CountsWrongTokensAsGuessesButNotMissingOnes) {
  const Gate gate(kSecrets, 8080);
  const auto guess = [&](std::string_view target, std::vector<std::string_view> cookies) {
    return gate.decide({"GET", target, {"localhost"}, {}, std::move(cookies), false}).guess;
  };
  EXPECT_TRUE(guess("/?token=wrong", {}));
  EXPECT_TRUE(guess("/?token=wrong", {kCookie}));  // a right cookie is no licence to guess
  EXPECT_TRUE(guess("/", {"rankplot_8080=wrong"}));
  EXPECT_FALSE(guess("/", {}));
  EXPECT_FALSE(guess("/", {"rankplot_9090=other-run"}));
  EXPECT_FALSE(guess("/", {kCookie}));
}

TEST(Gate, AnswersOnlyToThisMachinesOwnNames) {
  for (const char* host :
       {"localhost", "localhost:1", "LocalHost:65535", "127.0.0.1:8080", "[::1]:8080"}) {
    Asked asked = with_cookie("/");
    asked.hosts = {host};
    EXPECT_EQ(status(asked), 200) << host;
  }
  for (const char* host : {"", "evil.example", "localhost.evil.example", "evil.example:8080",
                           "127.0.0.1.nip.io", "localhost:", "localhost:80x", "localhost:123456",
                           "[::1", "[::2]:80", "localhost:8080@evil", "localhost evil"}) {
    Asked asked = with_cookie("/");
    asked.hosts = {host};
    EXPECT_EQ(status(asked), 421) << host;
  }
  Asked asked = with_cookie("/");
  asked.hosts = {};
  EXPECT_EQ(status(asked), 421);
  asked.hosts = {"localhost", "localhost"};
  EXPECT_EQ(status(asked), 421);
}

TEST(Gate, AnswersToAnotherNameOnlyWhenTold) {
  Asked asked = with_cookie("/");
  asked.hosts = {"node7.cluster:8080"};
  EXPECT_EQ(Gate(kSecrets, 8080, "node7.cluster").decide(asked).status, 200);
  EXPECT_EQ(status(asked), 421);
}

TEST(Gate, RefusesForeignOrigins) {
  for (const char* origin : {"http://evil.example", "null", "https://localhost:8080",
                             "http://localhost:8081", "http://127.0.0.1:8080", ""}) {
    Asked asked = with_cookie("/");
    asked.origins = {origin};
    EXPECT_EQ(status(asked), 403) << origin;
  }
  Asked asked = with_cookie("/");
  asked.origins = {"http://localhost:8080"};
  EXPECT_EQ(status(asked), 200);
  asked.origins = {"http://localhost:8080", "http://localhost:8080"};
  EXPECT_EQ(status(asked), 403);
}

TEST(Gate, OpensTheWebSocketOnlyToItsOwnPage) {
  Asked asked{"GET", "/live", {"localhost:8080"}, {"http://localhost:8080"}, {kCookie}, true};
  EXPECT_EQ(status(asked), 101);
  asked.origins.clear();
  EXPECT_EQ(status(asked), 403);
  asked.origins = {"http://localhost:8080"};
  asked.cookies.clear();
  EXPECT_EQ(status(asked), 401);
  EXPECT_EQ(status(with_cookie("/live")), 403);
  asked.cookies = {kCookie};
  asked.target = "/";
  EXPECT_EQ(status(asked), 400);
  asked.target = "/live";
  asked.method = "HEAD";
  EXPECT_EQ(status(asked), 400);
}

TEST(Gate, TakesGetAndHeadOnly) {
  for (const char* method :
       {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "", "FOO"}) {
    Asked asked = with_cookie("/");
    asked.method = method;
    EXPECT_EQ(status(asked), 405) << method;
  }
  Asked asked = with_cookie("/");
  asked.method = "HEAD";
  EXPECT_EQ(status(asked), 200);
}

TEST(Gate, KnowsAShortListOfTargetsAndFiguresByNumberAlone) {
  EXPECT_EQ(status(with_cookie("/")), 200);
  EXPECT_EQ(status(with_cookie("/page.js")), 200);
  const Decision figure = Gate(kSecrets, 8080).decide(with_cookie("/figure/17"));
  EXPECT_EQ(figure.status, 200);
  EXPECT_EQ(figure.figure, 17U);
  for (const char* target :
       {"/index.html", "/etc/passwd", "/figure/", "/figure/-1", "/figure/+1", "/figure/1/",
        "/figure/1?x", "/figure/../../etc/passwd", "/figure/%2e%2e", "/figure/99999999999999999999",
        "//", "/?", "/page.js/", "/.rankplot/monitor.url", "http://localhost/", "/PAGE.JS"}) {
    EXPECT_EQ(status(with_cookie(target)), 404) << target;
  }
}

TEST(Gate, FindsItsCookieAmongOthersAndTakesOneHeaderOnly) {
  Asked asked = with_cookie("/");
  const std::string among = "a=b; xrankplot_8080=z; " + kCookie + "; rankplot_80801=q";
  asked.cookies = {among};
  EXPECT_EQ(status(asked), 200);
  asked.cookies = {kCookie, kCookie};
  EXPECT_EQ(status(asked), 401);
}

TEST(Patience, EndsAfterTenWrongTokensAndComesBack) {
  Patience patience;
  for (int i = 0; i < Patience::kFree; ++i) EXPECT_EQ(patience.guess(1000), 0) << i;
  EXPECT_EQ(patience.guess(1000), Patience::kDelay_s);
  EXPECT_EQ(patience.guess(1001), Patience::kDelay_s);
  EXPECT_EQ(patience.guess(1000 + 20 * Patience::kForgive_s), 0);
}

}  // namespace
