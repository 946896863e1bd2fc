package eu.bocage.connector.node;

import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Flaw;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.member.TrustAnchorKey;
import eu.bocage.connector.member.VerificationKey;
import eu.bocage.connector.member.Yaml;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads {@code node.yaml}. */
final class ConfigReader {

    private static final int PORTS = 65_535;
    /** Half the patience of a port: an answer that is ready leaves before its connection is closed. */
    private static final int MAX_SLOT_MILLIS = 30_000;

    private final Section root;
    private final Section.Faults faults;
    private final Path folder;

    private ConfigReader(Section root, Section.Faults faults, Path folder) {
        this.root = root;
        this.faults = faults;
        this.folder = folder;
    }

    static NodeConfig read(Path file) {
        Section.Faults faults = new Section.Faults();
        try {
            Section root = new Section("", Yaml.read(Files.readString(file)), faults);
            Path folder = file.toAbsolutePath().normalize().getParent();
            NodeConfig config = new ConfigReader(root, faults, folder).config();
            if (faults.isEmpty()) {
                return config;
            }
        } catch (Flaw e) {
            faults.add("node.yaml", e.french(), e.english());
        } catch (IOException e) {
            throw new SetupException(
                file + " ne peut être lu. Créez le nœud avec « bocage init », ou indiquez son dossier avec --node.",
                file + " cannot be read. Create the node with \"bocage init\", or name its folder with --node.");
        }
        throw new SetupException("Corrigez " + file + " :\n" + faults.french(),
            "Put " + file + " right:\n" + faults.english());
    }

    private NodeConfig config() {
        Optional<URI> publicUrl = root.uri("publicUrl", url -> {
            Did.of(url);
            return url;
        });
        NodeConfig.Listen publicPort = listen("public", "127.0.0.1");
        NodeConfig.Listen privatePort = listen("private", "127.0.0.1");
        if (publicPort.port() == privatePort.port() && faults.isEmpty()) {
            root.fault("private.port", "est aussi public.port. Choisissez-en un autre.",
                "is public.port as well. Choose another.");
        }
        Path data = path(root, "data").orElse(folder);
        NodeConfig.Organisation organisation = organisation(publicUrl);
        Optional<NodeConfig.PinnedAnchor> anchor = anchor();
        Optional<NodeConfig.Postgres> postgres = root.has("database") ? postgres() : Optional.empty();
        Duration slot = Duration.ofMillis(root.number("answerSlotMillis", 50, MAX_SLOT_MILLIS, 1000));
        int perMinute = root.number("questionsPerMinute", 1, 100_000, 60);
        Set<String> addresses = PrivateAddresses.read(root, "privateAddresses");
        Language language = switch (root.text("language", "fr")) {
            case "fr" -> Language.FR;
            case "en" -> Language.EN;
            default -> {
                root.fault("language", "vaut fr ou en.", "is fr or en.");
                yield Language.FR;
            }
        };
        root.close();
        return new NodeConfig(publicUrl.orElse(null), publicPort, privatePort, data, organisation, anchor, postgres,
            slot, perMinute, addresses, language);
    }

    private NodeConfig.Listen listen(String name, String host) {
        Section section = root.section(name);
        NodeConfig.Listen listen = new NodeConfig.Listen(section.text("host", host),
            section.number("port", 1, PORTS));
        section.close();
        return listen;
    }

    private NodeConfig.Organisation organisation(Optional<URI> publicUrl) {
        Section section = root.section("organisation");
        NodeConfig.Organisation organisation = new NodeConfig.Organisation(section.text("name"),
            section.text("legalUnit"), section.text("jurisdiction", "FR"), section.text("hostJurisdiction", "FR"));
        section.close();
        if (faults.isEmpty() && publicUrl.isPresent()) {
            try {
                NodeKeys any = NodeKeys.fresh();
                new Profile(publicUrl.get(), any.verificationKey(), any.encryptionKey(), organisation.name(),
                    organisation.legalUnit(), organisation.jurisdiction(), organisation.hostJurisdiction());
            } catch (Flaw e) {
                root.fault("organisation", e.french(), e.english());
            }
        }
        return organisation;
    }

    private Optional<NodeConfig.PinnedAnchor> anchor() {
        if (root.isText("trustAnchor")) {
            if (!root.text("trustAnchor").equals("self")) {
                root.fault("trustAnchor", "vaut self, ou contient did, key et url.",
                    "is self, or holds did, key and url.");
            }
            return Optional.empty();
        }
        Section section = root.section("trustAnchor");
        Optional<Did> did = section.parsed("did", Did::new);
        Optional<VerificationKey> key = section.parsed("key", VerificationKey::new);
        Optional<URI> url = section.uri("url", address -> {
            Did.of(address);
            return address;
        });
        section.close();
        return did.flatMap(name -> key.flatMap(pinned -> url.map(address ->
            new NodeConfig.PinnedAnchor(new TrustAnchorKey(name, pinned), address))));
    }

    private Optional<NodeConfig.Postgres> postgres() {
        Section section = root.section("database");
        String url = section.text("url");
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            section.fault("url", "commence par jdbc:postgresql: (ôtez « database » pour un fichier H2).",
                "starts with jdbc:postgresql: (leave out \"database\" for an H2 file).");
        }
        String user = section.text("user");
        Optional<Path> password = path(section, "passwordFile");
        section.close();
        return password.map(file -> new NodeConfig.Postgres(url, user, file));
    }

    private Optional<Path> path(Section section, String name) {
        return section.parsed(name, text -> {
            try {
                return folder.resolve(text).normalize();
            } catch (InvalidPathException e) {
                throw new Flaw("n'est pas un chemin : " + text, "is not a path: " + text);
            }
        });
    }
}
