package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Question;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.JsonBytes;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.web.Outbound;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;

/**
 * Carries a request to a provider's query endpoint. The token goes to the origin that the member register has for the
 * provider and to no other: an endpoint elsewhere is not called. What that origin resolves to is checked at the socket,
 * and no redirection and no proxy is followed ({@link Outbound}). Thread-safe.
 */
final class Exchange {

    /** Beside the cells: labels, receipt, words. */
    private static final int MAX_REST = 32 << 20;
    private static final int MAX_REPLY = (int) Question.MAX_BYTES + MAX_REST;
    /** Up to so many bytes a reply is not long. */
    static final int SHORT = 4 << 20;
    /** For a whole call, and so for a provider while others wait for the turn that is held for its reply. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** For a turn: longer than a call. */
    static final Duration TURN_PATIENCE = Duration.ofMinutes(6);
    /** From when it was signed: no turn is waited for longer, so that the request is still fresh when sent again. */
    private static final Duration LAST_AGAIN = Duration.ofMinutes(9);
    private static final Set<String> READ = Set.of("budget", "code", "free", "preview", "reasons", "receipt");

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final Checking checking;
    private final Duration turnPatience;
    private final LongSupplier nanos;

    /**
     * Tries a provider's other addresses where one cannot be connected to, and sends nothing a second time by itself:
     * the data may be published anew before that, and the question be charged again. Keeps no connection, for one from
     * before a provider's restart is dead.
     */
    Exchange(OkHttpClient client, Checking checking) {
        this(client, checking, TURN_PATIENCE, System::nanoTime);
    }

    /** @param checking for what is read; @param nanos as {@link System#nanoTime} */
    Exchange(OkHttpClient client, Checking checking, Duration turnPatience, LongSupplier nanos) {
        this.checking = checking;
        this.client = client.newBuilder().retryOnConnectionFailure(true)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS)).build();
        this.turnPatience = turnPatience;
        this.nanos = nanos;
    }

    /** The client for questions: an answer may be long and take its time. @param privateAddresses it may call */
    static Outbound outbound(Set<String> privateAddresses) {
        return new Outbound(privateAddresses, MAX_REPLY, MAX_REPLY, PATIENCE);
    }

    /** What came of a request. */
    sealed interface Reply {

        /** What a provider replied to what was sent once. */
        sealed interface Direct extends Reply {
        }

        /** @param answer UTF-8 as it came; nothing of it is checked yet */
        record Given(byte[] answer, byte[] receipt, String budgetFrench, String budgetEnglish) implements Direct {
        }

        /** What a question would cost: the provider's word, nothing of it is signed. @param json an object */
        record Foreseen(ObjectNode json) implements Direct {
        }

        /** @param terms what the reasons are about */
        record Denied(int status, String code, List<String> terms, String french, String english) implements Direct {
        }

        /** No reply, or none that could be read. @param why for a person to see, in English */
        record Lost(String why) implements Direct {
        }

        /** An answer came that this node did not read, having others to read for as long as one waits. */
        record Unread() implements Reply {
        }

        /** An answer came that this node let go for want of a turn; the provider could not give it again just then. */
        record Postponed(String french, String english) implements Reply {
        }

        /** An answer came that this node let go for want of a turn; then the provider gave it no more, and said why. */
        record Withdrawn(String french, String english) implements Reply {
        }
    }

    /** In nanoseconds, from any one moment. */
    long now() {
        return nanos.getAsLong();
    }

    /**
     * Asks a question. A provider cuts off who leaves a long reply unread; so without a free turn this one is let go,
     * and once the turn has come the same request is sent to the endpoint for what was charged already, which gives the
     * same answer or, where the data or the rules have changed meanwhile, none, and charges nothing in either case.
     * That is at most 9 minutes after the request was signed; a turn that comes later is not waited for.
     *
     * @param signed {@link #now} just before the request was signed
     * @param turn   taken before a long reply is read; to be kept as long as the reply is in memory
     */
    Reply send(Member provider, Access access, byte[] request, long signed, Turns.Turn turn) {
        return reached(provider, access, () -> {
            Optional<Reply.Direct> first = sent(access, access.endpoint(), request, () -> turn.take(Duration.ZERO));
            if (first.isPresent()) {
                return first.get();
            }
            Duration left = LAST_AGAIN.minusNanos(now() - signed);
            if (!turn.take(left.compareTo(turnPatience) < 0 ? left : turnPatience)) {
                return new Reply.Unread();
            }
            Reply.Direct again = sent(access, access.endpoint().resolve("again"), request, () -> true).orElseThrow();
            return again instanceof Reply.Denied denied ? notAgain(denied) : again;
        }, Reply.Lost::new);
    }

    /**
     * What a provider cannot do at the moment passes, and so does that the request has become too old for its clock,
     * but not that the data were published anew.
     */
    private static Reply notAgain(Reply.Denied denied) {
        boolean passing = (denied.status() == 429 || denied.status() >= 500
            || denied.code().equals(Refusal.STALE.code())) && !denied.code().equals(Refusal.REPUBLISHED.code());
        return passing ? new Reply.Postponed(denied.french(), denied.english())
            : new Reply.Withdrawn(denied.french(), denied.english());
    }

    /** Asks what a question would cost, beside the endpoint for questions. What is long is no preview, and not read. */
    Reply.Direct preview(Member provider, Access access, byte[] request) {
        return reached(provider, access,
            () -> sent(access, access.endpoint().resolve("preview"), request, () -> false)
                .orElseThrow(() -> new IOException("its preview is longer than " + SHORT + " bytes")),
            Reply.Lost::new);
    }

    private interface Call<T> {
        T made() throws IOException;
    }

    private static <T> T reached(Member provider, Access access, Call<T> call, Function<String, ? extends T> lost) {
        if (!origin(access.endpoint()).equals(origin(provider.publicUrl()))) {
            return lost.apply("its endpoint " + access.endpoint() + " is not at its registered address "
                + provider.publicUrl());
        }
        try {
            return call.made();
        } catch (IOException e) {
            return lost.apply(cause(e));
        } catch (IllegalArgumentException e) {
            return lost.apply("its reply cannot be read: " + e.getMessage());
        }
    }

    /** @param turn whether there is one, asked before a long reply is read. @return empty where there is none */
    private Optional<Reply.Direct> sent(Access access, URI address, byte[] request, BooleanSupplier turn)
            throws IOException {
        okhttp3.Request post = new okhttp3.Request.Builder().url(address.toString())
            .header("Authorization", "Bearer " + access.token()).post(once(request)).build();
        try (Response response = client.newCall(post).execute()) {
            if (isLong(response.body()) && !turn.getAsBoolean()) {
                return Optional.empty();
            }
            byte[] reply = response.body().bytes();
            return Optional.of(checking.run(reply.length, () -> read(response.code(), JsonBytes.of(reply))));
        }
    }

    private static RequestBody once(byte[] request) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return JSON;
            }

            @Override
            public long contentLength() {
                return request.length;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.write(request);
            }
        };
    }

    /** Waits for its first bytes: its length need not be said. */
    private static boolean isLong(ResponseBody body) throws IOException {
        return body.contentLength() > SHORT || body.source().request(SHORT + 1L);
    }

    /** What happened at the socket, where the client only says that it could not connect. */
    private static String cause(IOException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof EOFException) {
            return "the connection ended before its reply did";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static Reply.Direct read(int status, JsonBytes reply) {
        SequencedMap<String, JsonBytes> members = reply.members();
        JsonBytes answer = status == 200 ? members.remove("answer") : null;
        members.keySet().retainAll(READ);
        ObjectNode body = JsonBytes.tree(members);
        if (answer != null) {
            JsonNode budget = body.path("budget");
            return new Reply.Given(answer.bytes(), Json.canonical(body.required("receipt")),
                budget.path("fr").asText(), budget.path("en").asText());
        }
        if (status == 200) {
            body.required("preview");
            return new Reply.Foreseen(body);
        }
        List<JsonNode> reasons = new ArrayList<>();
        body.path("reasons").forEach(reasons::add);
        String code = body.path("code").asText();
        if (code.isEmpty() || reasons.isEmpty()) {
            return new Reply.Lost("it replied with status " + status);
        }
        return new Reply.Denied(status, code, reasons.stream().map(reason -> reason.path("term").asText()).toList(),
            words(reasons, "fr"), words(reasons, "en"));
    }

    private static String words(List<JsonNode> reasons, String language) {
        return reasons.stream().map(reason -> reason.path(language).asText()
                + (reason.path("clause").asText().isEmpty() ? "" : " [" + reason.path("clause").asText() + "]"))
            .collect(Collectors.joining("\n"));
    }

    private static String origin(URI address) {
        boolean tls = "https".equals(address.getScheme());
        return address.getScheme() + "://" + address.getHost() + ":"
            + (address.getPort() == -1 ? tls ? 443 : 80 : address.getPort());
    }
}
