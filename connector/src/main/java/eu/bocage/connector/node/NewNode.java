package eu.bocage.connector.node;

import eu.bocage.connector.member.Invitation;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person wants a new node to be.
 *
 * @param privateAddresses as in {@code node.yaml}
 */
public record NewNode(URI publicUrl, int publicPort, int privatePort, NodeConfig.Organisation organisation,
                      List<String> privateAddresses, Language language) {

    /** @throws eu.bocage.connector.member.Flaw naming what is wrong */
    public void check() {
        profile(NodeKeys.fresh());
    }

    Profile profile(NodeKeys keys) {
        return new Profile(publicUrl, keys.verificationKey(), keys.encryptionKey(), organisation.name(),
            organisation.legalUnit(), organisation.jurisdiction(), organisation.hostJurisdiction());
    }

    /** The configuration with a comment for each key; the trust anchor is the inviting one, or the node itself. */
    String yaml(Optional<Invitation> invitation) {
        String anchor = invitation.map(from -> """
            trustAnchor:
              did: %s
              key: %s
              url: %s
            """.formatted(from.anchor().did(), from.anchor().key().x(), from.url())).orElse("trustAnchor: self\n");
        String addresses = privateAddresses.stream().map(NewNode::quoted).collect(Collectors.joining(", ", "[", "]"));
        return """
            # %s
            publicUrl: %s
            # %s
            public:
              host: 127.0.0.1
              port: %d
            # %s
            private:
              host: 127.0.0.1
              port: %d
            # %s
            data: data
            # %s
            organisation:
              name: %s
              legalUnit: %s
              jurisdiction: %s
              hostJurisdiction: %s
            # %s
            %s# %s
            privateAddresses: %s
            # %s
            answerSlotMillis: 1000
            # %s
            questionsPerMinute: 60
            # %s
            language: %s
            """.formatted(
            says("Où les autres membres atteignent ce nœud ; son nom (DID) en découle : ne plus le changer.",
                "Where other members reach this node; its name (DID) follows from it: do not change it any more."),
            publicUrl,
            says("Où le nœud écoute les autres membres (derrière un serveur TLS s'il n'est pas sur cette machine).",
                "Where the node listens for other members (behind a TLS server unless they are on this machine)."),
            publicPort,
            says("Où le nœud écoute son opérateur ; laissez-le sur cette machine.",
                "Where the node listens for its operator; leave it on this machine."),
            privatePort,
            says("Clés, jeton et état ; à sauvegarder, à ne montrer à personne.",
                "Keys, token and state; back it up, show it to nobody."),
            says("L'organisation, telle qu'elle a signé la charte.", "The organisation, as it signed the charter."),
            quoted(organisation.name()), quoted(organisation.legalUnit()), organisation.jurisdiction(),
            organisation.hostJurisdiction(),
            says("Qui signe le registre des membres, la charte et les projets.",
                "Who signs the member register, the charter and the projects."),
            anchor,
            says("Adresses privées que le nœud peut appeler quand un autre membre les donne (hôte:port).",
                "Private addresses that the node may call when another member names them (host:port)."),
            addresses,
            says("Une réponse part à un multiple de cette durée : le temps n'apprend rien sur une ligne.",
                "An answer leaves at a multiple of this time: time tells nothing about a row."),
            says("Combien de questions un même membre peut poser par minute, nouvelles ou répétées.",
                "How many questions one member may ask a minute, new ones or repeated ones."),
            says("Langue des messages du nœud : fr ou en.", "Language of the node's messages: fr or en."),
            language.of("fr", "en"));
    }

    private String says(String french, String english) {
        return language.of(french, english);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
