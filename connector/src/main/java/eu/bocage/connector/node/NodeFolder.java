package eu.bocage.connector.node;

import eu.bocage.connector.api.ApiToken;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Invitation;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Pseudonyms;
import eu.bocage.connector.member.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a node: {@code node.yaml}, {@code adherence.json} for a newcomer, and {@code data/} with keys, token
 * and state, which only its owner may enter.
 *
 * @param path the folder
 */
public record NodeFolder(Path path) {

    public Path config() {
        return path.resolve("node.yaml");
    }

    /** What a newcomer hands to the trust anchor. */
    public Path adherence() {
        return path.resolve("adherence.json");
    }

    /**
     * Makes a new node: keys, token, configuration and, where there is an invitation, the adherence to its charter.
     *
     * @return the node's profile
     * @throws SetupException when the folder holds anything already; it stays as it is
     * @throws eu.bocage.connector.member.Flaw naming what the organisation declared wrongly; nothing is written then
     */
    public Profile create(NewNode wish, Optional<Invitation> invitation) {
        wish.check();
        try {
            Files.createDirectories(path);
            try (Stream<Path> content = Files.list(path)) {
                if (content.findAny().isPresent()) {
                    throw new SetupException(
                        "Le dossier " + path + " n'est pas vide et n'a pas été touché. Choisissez un dossier neuf.",
                        "The folder " + path + " is not empty and was not touched. Choose a new folder.");
                }
            }
            Path data = Files.createDirectory(path.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            NodeKeys keys = NodeKeys.create(data);
            Pseudonyms.create(data);
            ApiToken.create(data);
            Profile profile = wish.profile(keys);
            if (invitation.isPresent()) {
                Files.write(adherence(), Adherence.sign(profile, invitation.get().charter().hash(), keys).bytes(),
                    StandardOpenOption.CREATE_NEW);
            }
            Files.writeString(config(), wish.yaml(invitation), StandardOpenOption.CREATE_NEW);
            return profile;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + path, e);
        }
    }
}
