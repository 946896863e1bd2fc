import java.nio.file.Path;
import java.util.List;

/**
 * A participant of the example and where its node lives.
 *
 * @param name        short name, also of its folder
 * @param siren       invented, with a good check digit
 * @param roles       granted by the territory
 * @param college     the college that it votes in
 * @param folder      of its node
 * @param neighbours  the loopback ports that its node may call when another member names them
 * @param publicPort  what other members reach
 * @param privatePort management, loopback only
 */
record Participant(String name, String french, String english, String siren, List<String> roles, String college,
                   Path folder, String neighbours, int publicPort, int privatePort) {

    /** How far the private port lies above the public one. */
    static final int PRIVATE = 100;

    /** The four, the trust anchor first. */
    static List<Participant> all(Path work, int basePort) {
        return List.of(
            at(work, basePort, 0, "region", "Région (exemple)", "Region (example)", "100000009",
                List.of("trust-anchor", "hub"), "public"),
            at(work, basePort, 1, "supplier", "Fournisseur d'énergie (exemple)", "Energy supplier (example)",
                "200000008", List.of("provider"), "private"),
            at(work, basePort, 2, "cooperative", "Coopérative eau et agriculture (exemple)",
                "Water and farming cooperative (example)", "300000007", List.of("provider"), "private"),
            at(work, basePort, 3, "university", "Université (exemple)", "University (example)", "400000006",
                List.of("consumer"), "research"));
    }

    private static Participant at(Path work, int basePort, int index, String name, String french, String english,
                                  String siren, List<String> roles, String college) {
        String neighbours = "127.0.0.1:" + basePort + "-" + (basePort + PRIVATE - 1);
        return new Participant(name, french, english, siren, roles, college, work.resolve(name), neighbours,
            basePort + index, basePort + index + PRIVATE);
    }

    String publicUrl() {
        return "http://127.0.0.1:" + publicPort;
    }

    String privateUrl() {
        return "http://127.0.0.1:" + privatePort;
    }

    String did() {
        return "did:web:127.0.0.1%3A" + publicPort;
    }

    Path configuration() {
        return folder.resolve("node.yaml");
    }

    /** What its node prints, beside its folder's data. */
    Path log() {
        return folder.resolve("node.log");
    }
}
