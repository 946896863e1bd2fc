package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.api.ApiToken;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.JsonBytes;
import eu.bocage.connector.node.NodeConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Calls the private port of the node whose folder the user may read. A failed call ends in a {@link Failure}. */
final class NodeClient {

    private static final int CONNECT_MILLIS = 3_000;

    private final URI address;
    private final ApiToken token;

    /** @throws eu.bocage.connector.member.SetupException when the token cannot be read */
    NodeClient(NodeConfig config) {
        NodeConfig.Listen listen = config.privatePort();
        this.address = URI.create("http://" + listen.host() + ":" + listen.port());
        this.token = ApiToken.load(config.data());
    }

    ObjectNode get(String path) {
        return whole("GET", path, null);
    }

    ObjectNode post(String path, ObjectNode body) {
        return whole("POST", path, body);
    }

    /** Hands over each line but the last, and returns what the last one gives as the result. */
    ObjectNode stream(String method, String path, ObjectNode body, Consumer<ObjectNode> lines) {
        return streamLong(method, path, body, lines).treeWithout(Set.of());
    }

    /** As {@link #stream}, for a result that may be long. */
    JsonBytes streamLong(String method, String path, ObjectNode body, Consumer<ObjectNode> lines) {
        HttpURLConnection connection = send(method, path, body);
        try (InputStream in = good(connection)) {
            Lines all = new Lines(in);
            for (Optional<byte[]> line = all.next(); line.isPresent(); line = all.next()) {
                JsonBytes whole = JsonBytes.of(line.get());
                if (whole.members().get("result") instanceof JsonBytes result) {
                    return result;
                }
                ObjectNode object = whole.treeWithout(Set.of());
                if (object.get("error") instanceof ObjectNode error) {
                    throw new Failure(ExitCode.ofStatus(object.path("status").asInt()), error);
                }
                lines.accept(object);
            }
        } catch (IOException e) {
            throw cut(e);
        }
        throw cut(new IOException("no last line"));
    }

    /** Reads what the node writes out; a stream that ends early ends in an {@link IOException}. */
    <T> T read(String path, Reading<T> reading) {
        try (InputStream in = new BufferedInputStream(good(send("GET", path, null)))) {
            return reading.of(in);
        } catch (IOException e) {
            throw cut(e);
        }
    }

    interface Reading<T> {
        T of(InputStream in) throws IOException;
    }

    private ObjectNode whole(String method, String path, ObjectNode body) {
        HttpURLConnection connection = send(method, path, body);
        try (InputStream in = good(connection)) {
            return Json.read(Json.text(in.readAllBytes()));
        } catch (IOException e) {
            throw cut(e);
        }
    }

    private HttpURLConnection send(String method, String path, ObjectNode body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.resolve(path).toURL()
                .openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setRequestProperty("Authorization", token.header());
            if (body != null) {
                byte[] bytes = Json.bytes(body.toString());
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(bytes.length);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(bytes);
            }
            connection.getResponseCode();
            return connection;
        } catch (ConnectException e) {
            throw Failure.unreachable(
                "Aucun nœud ne répond à " + address + ". Lancez-le avec « bocage node --config DOSSIER/node.yaml ».",
                "No node answers at " + address + ". Start it with \"bocage node --config DIR/node.yaml\".");
        } catch (IOException e) {
            throw cut(e);
        }
    }

    private InputStream good(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status == 200) {
            return connection.getInputStream();
        }
        try (InputStream in = connection.getErrorStream()) {
            String text = in == null ? "" : Json.text(in.readAllBytes());
            throw new Failure(ExitCode.ofStatus(status), text.contains("\"fr\"") ? Json.read(text) : unnamed(status));
        }
    }

    private ObjectNode unnamed(int status) {
        return switch (status) {
            case 401, 403 -> Json.object().put("code", "wrong-token")
                .put("fr", address + " ne reconnaît pas le jeton : un autre nœud écoute-t-il sur ce port ?")
                .put("en", address + " does not know the token: does another node listen on that port?");
            case 413 -> Json.object().put("code", "too-long").put("fr", "Le fichier est trop long.")
                .put("en", "The file is too long.");
            case 503 -> Json.object().put("code", "too-slow")
                .put("fr", "Le nœud " + address + " n'a pas répondu en deux minutes ; il a peut-être trop à faire."
                    + " Relancez la même commande.")
                .put("en", "The node " + address + " has not answered within two minutes; it may have too much to do."
                    + " Run the same command again.");
            default -> Json.object().put("code", "status-" + status)
                .put("fr", address + " a répondu " + status + " ; est-ce un nœud de cette version ?")
                .put("en", address + " answered " + status + "; is it a node of this version?");
        };
    }

    private Failure cut(IOException e) {
        return Failure.unreachable(
            "Le nœud " + address + " a coupé la réponse (" + e.getMessage() + "). Relancez la même commande.",
            "The node " + address + " cut the answer short (" + e.getMessage() + "). Run the same command again.");
    }
}
