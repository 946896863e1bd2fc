package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Invitation;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.node.NewNode;
import eu.bocage.connector.node.NodeConfig;
import eu.bocage.connector.node.NodeFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage init}: makes the folder of a new node. */
@Command(sortOptions = false)
final class InitCommand implements Callable<Integer> {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private final Root root;

    @Parameters(paramLabel = "DIR", descriptionKey = "DIR")
    private Path folder;

    @ArgGroup(multiplicity = "1")
    private Side side;

    /** Either founds a territory or joins one. */
    static final class Side {

        @Option(names = "--trust-anchor", required = true, order = 1)
        private boolean trustAnchor;

        @Option(names = "--territory", paramLabel = "URL", required = true, order = 2)
        private URI territory;
    }

    @Option(names = "--organisation", paramLabel = "NAME", required = true, order = 3)
    private String organisation;

    @Option(names = "--siren", paramLabel = "NUMBER", required = true, order = 4)
    private String siren;

    @Option(names = "--jurisdiction", paramLabel = "CC", defaultValue = "FR", order = 5)
    private String jurisdiction;

    @Option(names = "--host-jurisdiction", paramLabel = "CC", defaultValue = "FR", order = 6)
    private String hostJurisdiction;

    @Option(names = "--public-url", paramLabel = "URL", order = 7)
    private URI publicUrl;

    @Option(names = "--public-port", paramLabel = "PORT", defaultValue = "9100", order = 8)
    private int publicPort;

    @Option(names = "--private-port", paramLabel = "PORT", order = 9)
    private Integer privatePort;

    @Option(names = "--private-address", paramLabel = "HOST:PORT", order = 10)
    private List<String> privateAddresses;

    @Option(names = {"-y", "--yes"}, order = 11)
    private boolean yes;

    InitCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        URI url = publicUrl != null ? publicUrl : URI.create("http://127.0.0.1:" + publicPort);
        NewNode wish = new NewNode(url, port("--public-port", publicPort),
            port("--private-port", privatePort != null ? privatePort : publicPort + 100),
            new NodeConfig.Organisation(organisation, siren, jurisdiction.toUpperCase(Locale.ROOT),
                hostJurisdiction.toUpperCase(Locale.ROOT)),
            privateAddresses != null ? privateAddresses : neighbours(url), root.language());
        readable("--organisation", organisation);
        wish.check();
        Optional<Invitation> invitation = Optional.ofNullable(side.territory).map(this::invitation);
        NodeFolder made = new NodeFolder(folder.toAbsolutePath().normalize());
        Profile profile = made.create(wish, invitation);
        tell(made, profile, invitation);
        return ExitCode.OK;
    }

    private void tell(NodeFolder made, Profile profile, Optional<Invitation> invitation) {
        Terminal terminal = root.terminal();
        boolean newcomer = invitation.isPresent();
        String fingerprint = invitation.map(Invitation::fingerprint)
            .orElseGet(() -> profile.verificationKey().fingerprint());
        ObjectNode result = Json.object().put("folder", made.path().toString()).put("did", profile.did().text())
            .put("publicUrl", profile.publicUrl().toString()).put("anchorFingerprint", fingerprint);
        if (newcomer) {
            result.put("adherence", made.adherence().toString());
        }
        terminal.result(result);
        terminal.say(made.path() + " est prêt. Ce nœud s'appelle " + profile.did() + ".",
            made.path() + " is ready. This node is called " + profile.did() + ".");
        if (newcomer) {
            terminal.say("Remettez " + made.adherence() + " à l'ancre de confiance, qui vous admet par"
                    + " « bocage member add ».",
                "Hand " + made.adherence() + " to the trust anchor, who admits you by \"bocage member add\".");
        } else {
            terminal.say("Empreinte de sa clé : " + fingerprint
                    + "\nDites-la aux nouveaux membres par une autre voie (lettre, téléphone) : ils la comparent.",
                "Fingerprint of its key: " + fingerprint
                    + "\nTell it to newcomers by another way (letter, telephone): they compare it.");
        }
        terminal.say("Ensuite : bocage node --config " + made.config(), "Next: bocage node --config " + made.config());
    }

    private Invitation invitation(URI territory) {
        Invitation invitation = switch (Invitation.fetch(territory)) {
            case Opened.Valid<Invitation>(Invitation valid) -> valid;
            case Opened.Refused<Invitation>(String reason) -> throw Failure.unreachable(
                "Pas d'invitation de " + territory + ". L'ancre de confiance tourne-t-elle, avec une charte signée ?"
                    + " (détail technique, en anglais : " + reason + ")",
                "No invitation from " + territory + ": " + reason + ". Is the trust anchor up, with a signed charter?");
        };
        Terminal terminal = root.terminal();
        terminal.note("Ancre de confiance : " + invitation.anchor().did() + "\nEmpreinte de sa clé : "
                + invitation.fingerprint() + "\nCharte : version " + invitation.charter().version() + ", "
                + invitation.charter().hash(),
            "Trust anchor: " + invitation.anchor().did() + "\nFingerprint of its key: " + invitation.fingerprint()
                + "\nCharter: version " + invitation.charter().version() + ", " + invitation.charter().hash());
        if (!yes) {
            confirm(terminal, invitation);
        }
        return invitation;
    }

    private void confirm(Terminal terminal, Invitation invitation) {
        if (terminal.json()) {
            throw Failure.input("Rien n'a été créé. Comparez l'empreinte " + invitation.fingerprint()
                    + " avec celle que l'ancre de confiance vous a dite par une autre voie, puis ajoutez --yes.",
                "Nothing was created. Compare the fingerprint " + invitation.fingerprint()
                    + " with the one that the trust anchor told you by another way, then add --yes.");
        }
        terminal.note("Comparez l'empreinte avec celle que l'ancre de confiance vous a dite par une autre voie."
                + "\nEst-ce la même, et signez-vous cette charte ? [oui/non] ",
            "Compare the fingerprint with the one that the trust anchor told you by another way."
                + "\nIs it the same, and do you sign this charter? [yes/no] ");
        String said;
        try {
            said = new BufferedReader(new InputStreamReader(root.in(), StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            said = null;
        }
        if (said == null || !Set.of("oui", "o", "yes", "y").contains(said.strip().toLowerCase(Locale.ROOT))) {
            throw Failure.input("Rien n'a été créé. Répondez oui, ou ajoutez --yes.",
                "Nothing was created. Answer yes, or add --yes.");
        }
    }

    /** What a JVM puts in place of bytes that it cannot read in the locale's encoding. */
    private static void readable(String option, String text) {
        if (text.indexOf('\ufffd') >= 0) {
            throw Failure.input(option + " contient des lettres illisibles : « " + text + " ». Tapez-les dans un"
                    + " terminal en UTF-8, ou réglez la langue du système (LC_ALL=C.UTF-8), puis relancez.",
                option + " holds letters that cannot be read: \"" + text + "\". Type them in a terminal in UTF-8, or"
                    + " set the system's locale (LC_ALL=C.UTF-8), then run this again.");
        }
    }

    private static int port(String option, int port) {
        if (port < 1 || port > 65_535) {
            throw Failure.input(option + " n'est pas un port (1 à 65535).", option + " is not a port (1 to 65535).");
        }
        return port;
    }

    /** A territory on one machine: the ports of the same hundred. */
    private static List<String> neighbours(URI url) {
        if (!LOOPBACK.contains(url.getHost()) || url.getPort() < 100) {
            return List.of();
        }
        int first = url.getPort() - url.getPort() % 100;
        return List.of(url.getHost() + ":" + first + "-" + Math.min(first + 99, 65_535));
    }
}
