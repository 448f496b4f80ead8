// The one file that knows Boost.Beast: it takes half a minute to compile.
#include "rank/monitor/server.hpp"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include "core/base/error.hpp"
#include "rank/monitor/answers.hpp"
#include "rank/monitor/encoder.hpp"
#include "rank/monitor/gate.hpp"

namespace rankplot::monitor {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using Code = boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Request = http::request<http::empty_body>;

constexpr std::uint32_t kMostHeaderBytes = 8192;
constexpr std::size_t kMostViewerBytes = 64;  ///< of a message from a viewer: it can only ask
constexpr std::uint64_t kMostFigureBytes = std::uint64_t{64} << 20;
constexpr std::chrono::seconds kGoodbye{1};
constexpr int kMostWaitingStates = 4;

Clock::duration seconds(double value) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(value));
}

double now_s() { return std::chrono::duration<double>(Clock::now().time_since_epoch()).count(); }

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::vector<std::string_view> all_of(const Request& request, http::field name) {
  std::vector<std::string_view> values;
  const auto [begin, end] = request.equal_range(name);
  for (auto field = begin; field != end; ++field) values.push_back(view(field->value()));
  return values;
}

Asked asked(const Request& request) {
  return {view(request.method_string()),        view(request.target()),
          all_of(request, http::field::host),   all_of(request, http::field::origin),
          all_of(request, http::field::cookie), websocket::is_upgrade(request)};
}

template <class Response>
void set_common(Response& response, const char* policy) {
  for (const auto& [name, value] : common_headers()) response.set(name, value);
  response.set("Content-Security-Policy", policy);
}

class Viewer;
class Connection;

/// What the connections share; touched by the server's thread alone.
struct Shared {
  const ServerSettings settings;
  Gate gate;
  Patience patience;
  Encoder encoder;
  std::deque<std::pair<std::uint64_t, std::string>> figures;
  std::list<Connection*> connections;  ///< the oldest first
  std::size_t open = 0;                ///< connections and viewers
  std::list<Viewer*> viewers;
};

/// One viewer's WebSocket.
class Viewer : public std::enable_shared_from_this<Viewer> {
 public:
  Viewer(Shared& shared, beast::tcp_stream stream) : shared_(shared), socket_(std::move(stream)) {
    ++shared_.open;
    shared_.viewers.push_back(this);
  }
  ~Viewer() {
    --shared_.open;
    shared_.viewers.remove(this);
  }

  void accept(const Request& request) {
    beast::get_lowest_layer(socket_).expires_never();  // from here on the WebSocket's own clock
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = seconds(shared_.settings.request_s);
    timeout.idle_timeout = seconds(shared_.settings.viewer_s);
    timeout.keep_alive_pings = true;
    socket_.set_option(timeout);
    socket_.read_message_max(kMostViewerBytes);
    socket_.binary(true);
    socket_.async_accept(request, [self = shared_from_this()](Code code) {
      if (code) return;
      self->ready_ = true;
      self->refresh();
      self->read();
    });
  }

  void push(const Message& message) {
    if (!ready_ || stale_) return;
    if (waiting_.size() < shared_.settings.queue)
      waiting_.push_back(message);
    else
      stale_ = true;  // it does not keep up: it gets the state as it is when it can take it
    write();
  }

  void say_goodbye() {
    leaving_ = true;
    write();
  }
  void cut() { beast::get_lowest_layer(socket_).close(); }

 private:
  /// The next thing sent is a snapshot.
  void refresh() {
    stale_ = true;
    write();
  }

  void write() {
    if (writing_ || !ready_) return;
    if (stale_) {
      stale_ = false;
      waiting_.clear();
      waiting_.push_back(shared_.encoder.snapshot());
    }
    if (waiting_.empty()) {
      if (leaving_) close();
      return;
    }
    writing_ = true;
    const Message message = waiting_.front();
    waiting_.pop_front();
    socket_.async_write(asio::buffer(*message),
                        [self = shared_from_this(), message](Code code, std::size_t) {
                          self->writing_ = false;
                          if (!code) self->write();
                        });
  }

  void close() {
    if (std::exchange(ready_, false))
      socket_.async_close(websocket::close_reason(websocket::close_code::going_away, "run ended"),
                          [self = shared_from_this()](Code) {});
  }

  /// All that a viewer can say is that it missed something. More than one such word a second is no
  /// page of ours.
  void read() {
    socket_.async_read(heard_, [self = shared_from_this()](Code code, std::size_t) {
      if (code) return self->cut();
      self->heard_.consume(self->heard_.size());
      if (now_s() - self->asked_s_ < 0.5) return self->cut();
      self->asked_s_ = now_s();
      self->refresh();
      self->read();
    });
  }

  Shared& shared_;
  websocket::stream<beast::tcp_stream> socket_;
  beast::flat_buffer heard_{kMostViewerBytes * 2};
  std::deque<Message> waiting_;
  double asked_s_ = 0;
  bool ready_ = false, writing_ = false, stale_ = false, leaving_ = false;
};

/// A connection that speaks HTTP: reads a request, answers, and again.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, tcp::socket socket)
      : shared_(shared), stream_(std::move(socket)), timer_(stream_.get_executor()) {
    ++shared_.open;
    shared_.connections.push_back(this);
  }
  ~Connection() {
    --shared_.open;
    shared_.connections.remove(this);
  }

  bool trusted() const { return trusted_; }
  void cut() {
    timer_.cancel();
    stream_.close();
  }

  void read() {
    parser_.emplace();
    parser_->header_limit(kMostHeaderBytes);
    parser_->body_limit(0);
    stream_.expires_after(seconds(shared_.settings.request_s));  // for the whole of it
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](Code code, std::size_t) { self->on_read(code); });
  }

 private:
  void on_read(Code code) {
    if (code == http::error::header_limit) return refuse(431);
    if (code == http::error::body_limit || code == http::error::unexpected_body) return refuse(413);
    if (code.category() == http::make_error_code(http::error::bad_method).category() &&
        code != http::error::end_of_stream && code != http::error::partial_message)
      return refuse(400);
    if (code) return cut();
    const Decision decision = shared_.gate.decide(asked(parser_->get()));
    trusted_ = trusted_ || decision.trusted;
    if (decision.guess) return answer_later(decision, shared_.patience.guess(now_s()));
    answer(decision);
  }

  void answer_later(const Decision& decision, double delay_s) {
    if (delay_s <= 0) return answer(decision);
    stream_.expires_never();
    timer_.expires_after(seconds(delay_s));
    timer_.async_wait([self = shared_from_this(), decision](Code code) {
      if (!code) self->answer(decision);
    });
  }

  void answer(const Decision& decision) {
    if (decision.status == 101) return become_viewer();
    if (decision.status == 303) return redirect();
    if (decision.status != 200) return refuse(static_cast<unsigned>(decision.status));
    if (decision.page == Page::Figure) return send_figure(decision.figure);
    http::response<http::span_body<const unsigned char>> response{http::status::ok, 11};
    const auto bytes = page_bytes(decision.page);
    response.body() = {bytes.data(), bytes.size()};
    response.set(http::field::content_type, page_type(decision.page));
    response.set(http::field::content_encoding, "gzip");
    response.content_length(bytes.size());
    send(std::move(response), kPagePolicy);
  }

  void refuse(unsigned status) {
    http::response<http::string_body> response{http::int_to_status(status), 11};
    response.set(http::field::content_type, "text/plain; charset=utf-8");
    if (status == 405) response.set(http::field::allow, "GET, HEAD");
    response.body() = status == 401 ? std::string(kLocked)
                                    : fmt::format("{}: {}\n", status,
                                                  view(http::obsolete_reason(response.result())));
    response.keep_alive(false);
    last_ = true;
    response.content_length(response.body().size());
    send(std::move(response), kPagePolicy);
  }

  void redirect() {
    http::response<http::empty_body> response{http::status::see_other, 11};
    response.set(http::field::location, "/");
    response.set(http::field::set_cookie, shared_.gate.set_cookie());
    response.content_length(0);
    send(std::move(response), kPagePolicy);
  }

  void send_figure(std::uint64_t number) {
    const std::string* path = nullptr;
    for (const auto& [known, file] : shared_.figures) {
      if (known == number) path = &file;
    }
    if (!path) return refuse(404);
    http::file_body::value_type file;
    Code code;
    file.open(path->c_str(), beast::file_mode::scan, code);
    if (code || file.size() > kMostFigureBytes) return refuse(404);
    http::response<http::file_body> response{http::status::ok, 11};
    const std::uint64_t size = file.size();
    response.body() = std::move(file);
    response.set(http::field::content_type, figure_type(*path));
    response.content_length(size);
    send(std::move(response), kFigurePolicy);
  }

  void become_viewer() {
    if (shared_.viewers.size() >= shared_.settings.viewers) return refuse(503);
    std::make_shared<Viewer>(shared_, std::move(stream_))->accept(parser_->get());
  }

  template <class Body>
  void send(http::response<Body>&& response, const char* policy) {
    set_common(response, policy);
    response.set(http::field::server, "rankplot");
    const bool head = parser_->is_header_done() && parser_->get().method() == http::verb::head;
    last_ = last_ || !parser_->is_done() || !parser_->get().keep_alive();
    response.keep_alive(!last_);
    struct Sent {
      http::response<Body> response;
      http::response_serializer<Body> serializer;
      explicit Sent(http::response<Body>&& message)
          : response(std::move(message)), serializer(response) {}
    };
    auto sent = std::make_shared<Sent>(std::move(response));
    stream_.expires_after(seconds(shared_.settings.request_s));
    const auto done = [self = shared_from_this(), sent](Code code, std::size_t) {
      if (code) return self->cut();
      self->last_ ? self->linger() : self->read();
    };
    if (head)
      http::async_write_header(stream_, sent->serializer, done);
    else
      http::async_write(stream_, sent->serializer, done);
  }

  /// Lets the other side read the answer before the connection ends: a socket closed with bytes
  /// unread takes the answer along.
  void linger() {
    Code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(std::chrono::seconds(1));
    drain();
  }
  void drain() {
    buffer_.consume(buffer_.size());
    if (++drained_ > 64) return cut();
    stream_.async_read_some(buffer_.prepare(1024),
                            [self = shared_from_this()](Code code, std::size_t) {
                              code ? self->cut() : self->drain();
                            });
  }

  Shared& shared_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{kMostHeaderBytes + 1024};
  std::optional<http::request_parser<http::empty_body>> parser_;
  asio::steady_timer timer_;
  bool trusted_ = false;
  bool last_ = false;
  int drained_ = 0;
};

}  // namespace

class Server::Core {
 public:
  Core(const ServerSettings& settings, Secrets secrets) {
    Gate gate(std::move(secrets), listen(settings), settings.name);
    shared_.reset(new Shared{settings, std::move(gate), {}, {}, {}, {}, 0, {}});
    accept();
    start();
  }

  ~Core() {
    asio::post(context_, [this] { leave(); });
    thread_.join();
  }

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  const std::string& token() const { return shared_->gate.token(); }

  void publish(State state) {
    if (waiting_states_ >= kMostWaitingStates) return;
    ++waiting_states_;
    asio::post(context_, [this, state = std::move(state)]() mutable {
      --waiting_states_;
      const Message delta = shared_->encoder.advance(std::move(state));
      for (Viewer* viewer : shared_->viewers) viewer->push(delta);
    });
  }

  void add_figure(std::uint64_t number, std::string path) {
    asio::post(context_, [this, number, path = std::move(path)]() mutable {
      shared_->figures.emplace_back(number, std::move(path));
      if (shared_->figures.size() > kFiguresKept) shared_->figures.pop_front();
    });
  }

  std::string failure() const {
    const std::lock_guard lock(failure_mutex_);
    return failure_;
  }

 private:
  std::uint16_t listen(const ServerSettings& settings) {
    try {
      const tcp::endpoint endpoint(asio::ip::make_address(settings.address), settings.port);
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(tcp::acceptor::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen();
      return acceptor_.local_endpoint().port();
    } catch (const boost::system::system_error& error) {
      base::fail("the monitor cannot listen on {} port {}: {}", settings.address, settings.port,
                 error.code().message());
    }
  }

  /// Signals are for the run's own threads.
  void start() {
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { serve(); });
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  void serve() {
    try {
      context_.run();
    } catch (const std::exception& error) {
      const std::lock_guard lock(failure_mutex_);
      failure_ = error.what();
    }
  }

  void accept() {
    acceptor_.async_accept([this](Code code, tcp::socket socket) {
      if (code == asio::error::operation_aborted || leaving_) return;
      if (code) return accept_later();
      admit(std::move(socket));
      accept();
    });
  }

  /// Out of descriptors, most likely.
  void accept_later() {
    retry_.expires_after(std::chrono::milliseconds(100));
    retry_.async_wait([this](Code code) {
      if (!code) accept();
    });
  }

  /// With all places taken, whoever has waited longest without a token makes room.
  void admit(tcp::socket socket) {
    if (shared_->open >= shared_->settings.connections) {
      const auto oldest = std::find_if(shared_->connections.begin(), shared_->connections.end(),
                                       [](const Connection* each) { return !each->trusted(); });
      if (oldest == shared_->connections.end()) return;
      (*oldest)->cut();
    }
    std::make_shared<Connection>(*shared_, std::move(socket))->read();
  }

  void leave() {
    leaving_ = true;
    Code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
    for (Viewer* viewer : std::list<Viewer*>(shared_->viewers)) viewer->say_goodbye();
    for (Connection* connection : std::list<Connection*>(shared_->connections)) connection->cut();
    end_.expires_after(kGoodbye);
    await_end();
  }

  /// Stops the thread when the last viewer has left, or when they took too long.
  void await_end() {
    const auto deadline = end_.expiry();
    poll_.expires_after(std::chrono::milliseconds(5));
    poll_.async_wait([this, deadline](Code) {
      if (shared_->open == 0 || Clock::now() >= deadline) return context_.stop();
      await_end();
    });
  }

  // What the handlers that still wait refer to outlives the context that destroys them.
  std::unique_ptr<Shared> shared_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  asio::steady_timer retry_{context_}, end_{context_}, poll_{context_};
  std::atomic<int> waiting_states_{0};
  bool leaving_ = false;
  mutable std::mutex failure_mutex_;
  std::string failure_;
  std::thread thread_;
};

Server::Server(const ServerSettings& settings, Secrets secrets)
    : core_(std::make_unique<Core>(settings, std::move(secrets))) {}
Server::~Server() = default;
std::uint16_t Server::port() const { return core_->port(); }
const std::string& Server::token() const { return core_->token(); }
void Server::publish(State state) { core_->publish(std::move(state)); }
void Server::add_figure(std::uint64_t number, std::string path) {
  core_->add_figure(number, std::move(path));
}
std::string Server::failure() const { return core_->failure(); }

}  // namespace rankplot::monitor
