package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Carries a request to a provider's query endpoint. The token goes to the origin that the member register has for the
 * provider and to no other: an endpoint elsewhere is not called and a redirection not followed. Thread-safe.
 */
final class Exchange {

    private static final int MAX_REPLY = 128 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT).build();

    /** What a provider replied. */
    sealed interface Reply {

        /** @param answer canonical JSON; nothing of it is checked yet */
        record Given(byte[] answer, byte[] receipt, String budgetFrench, String budgetEnglish) implements Reply {
        }

        /** @param terms what the reasons are about */
        record Denied(int status, String code, List<String> terms, String french, String english) implements Reply {
        }

        /** No reply, or none that could be read. @param why for a person to see, in English */
        record Lost(String why) implements Reply {
        }
    }

    Reply send(Member provider, Access access, byte[] request) {
        if (!origin(access.endpoint()).equals(origin(provider.publicUrl()))) {
            return new Reply.Lost("its endpoint " + access.endpoint() + " is not at its registered address "
                + provider.publicUrl());
        }
        HttpRequest post = HttpRequest.newBuilder(access.endpoint()).timeout(PATIENCE)
            .header("Authorization", "Bearer " + access.token()).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request)).build();
        try {
            HttpResponse<InputStream> response = client.send(post, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MAX_REPLY + 1);
                return bytes.length > MAX_REPLY ? new Reply.Lost("its reply is longer than 128 MiB")
                    : read(response.statusCode(), Json.read(Json.text(bytes)));
            }
        } catch (IOException e) {
            return new Reply.Lost(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Reply.Lost("its reply cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Lost("interrupted");
        }
    }

    private static Reply read(int status, ObjectNode body) {
        if (status == 200) {
            JsonNode budget = body.path("budget");
            return new Reply.Given(Json.canonical(body.required("answer")), Json.canonical(body.required("receipt")),
                budget.path("fr").asText(), budget.path("en").asText());
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
