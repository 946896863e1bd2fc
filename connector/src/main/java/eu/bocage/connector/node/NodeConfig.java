package eu.bocage.connector.node;

import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.member.TrustAnchorKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code node.yaml} says. Every key is known, present where it must be, and of its form, or the file is refused
 * with all its faults.
 *
 * @param publicUrl        where others reach the public port; the node's DID follows from it
 * @param publicPort       where the node listens for others
 * @param privatePort      where the node listens for its operator
 * @param data             folder of keys, token and state, absolute
 * @param organisation     who runs the node
 * @param trustAnchor      whose signature counts; empty when this node is the trust anchor
 * @param postgres         the database; empty for an H2 file in the data folder
 * @param answerSlot       answers leave at multiples of this after receipt, 50 ms to 30 s
 * @param questionsPerMinute of one member, new ones and repeated ones; those beyond are refused and leave no entry
 * @param privateAddresses {@code host:port} in loopback or private ranges that the node may call when others name them
 * @param language         of the node's own messages
 */
public record NodeConfig(URI publicUrl, Listen publicPort, Listen privatePort, Path data, Organisation organisation,
                         Optional<PinnedAnchor> trustAnchor, Optional<Postgres> postgres, Duration answerSlot,
                         int questionsPerMinute, Set<String> privateAddresses, Language language) {

    /** @param host address to bind; @param port 1 to 65535 */
    public record Listen(String host, int port) {
    }

    /** The organisation as its profile in the register will show it. */
    public record Organisation(String name, String legalUnit, String jurisdiction, String hostJurisdiction) {
    }

    /** @param url where its public port is reached */
    public record PinnedAnchor(TrustAnchorKey key, URI url) {
    }

    /** @param passwordFile holds the password on one line, mode 600 */
    public record Postgres(String url, String user, Path passwordFile) {
    }

    /** @throws SetupException naming each missing, unknown or wrong key and what it should hold */
    public static NodeConfig read(Path file) {
        return ConfigReader.read(file);
    }

    /** What the node declares about itself, with its keys. */
    public Profile profile(NodeKeys keys) {
        return new Profile(publicUrl, keys.verificationKey(), keys.encryptionKey(), organisation.name(),
            organisation.legalUnit(), organisation.jurisdiction(), organisation.hostJurisdiction());
    }
}
