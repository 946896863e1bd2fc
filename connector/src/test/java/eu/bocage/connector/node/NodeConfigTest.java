package eu.bocage.connector.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.web.HttpPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {

    private static final String KEY = NodeKeys.fresh().verificationKey().x();
    private static final String GOOD = """
        publicUrl: https://node.example
        public: {host: 127.0.0.1, port: 9101}
        private: {port: 9201}
        data: data
        organisation: {name: Ville, legalUnit: "732829320"}
        trustAnchor: {did: "did:web:anchor.example", key: KEY, url: https://anchor.example}
        """.replace("KEY", KEY);

    @TempDir
    Path folder;

    @Test
    void fillsInWhatMayBeLeftOut() {
        NodeConfig config = read(GOOD);
        assertThat(config.privatePort()).isEqualTo(new NodeConfig.Listen("127.0.0.1", 9201));
        assertThat(config.answerSlot()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.questionsPerMinute()).isEqualTo(60);
        assertThat(config.privateAddresses()).isEmpty();
        assertThat(config.postgres()).isEmpty();
        assertThat(config.language()).isEqualTo(Language.FR);
        assertThat(config.organisation().jurisdiction()).isEqualTo("FR");
    }

    @Test
    void readsPathsFromWhereTheFileLies() {
        assertThat(read(GOOD).data()).isEqualTo(folder.resolve("data"));
        assertThat(read(GOOD.replace("data: data", "data: /var/lib/bocage")).data())
            .isEqualTo(Path.of("/var/lib/bocage"));
    }

    @Test
    void pinsTheTrustAnchorOrIsItItself() {
        assertThat(read(GOOD).trustAnchor()).hasValueSatisfying(pinned -> {
            assertThat(pinned.key().key().x()).isEqualTo(KEY);
            assertThat(pinned.url()).hasToString("https://anchor.example");
        });
        assertThat(read(GOOD.replaceAll("trustAnchor: .*", "trustAnchor: self")).trustAnchor()).isEmpty();
    }

    @Test
    void readsPostgresWithoutAPasswordInTheFile() {
        NodeConfig config = read(GOOD
            + "database: {url: \"jdbc:postgresql://db/bocage\", user: bocage, passwordFile: db.password}\n");
        assertThat(config.postgres()).contains(new NodeConfig.Postgres("jdbc:postgresql://db/bocage", "bocage",
            folder.resolve("db.password")));
    }

    @Test
    void readsSinglePrivateAddressesAndRanges() {
        assertThat(read(GOOD + "privateAddresses: [\"127.0.0.1:9100-9102\", \"db.lan:80\"]\n").privateAddresses())
            .containsExactlyInAnyOrder("127.0.0.1:9100", "127.0.0.1:9101", "127.0.0.1:9102", "db.lan:80");
    }

    /** What is replaced by what in the good file, and the key that both languages must name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        publicUrl: https://node.example | x: 1                                 | publicUrl
        publicUrl: https://node.example | publicUrl: http://node.example       | publicUrl
        publicUrl: https://node.example | publicUrl: https://node.example/path | publicUrl
        publicUrl: https://node.example | publicUrl: 12                        | publicUrl
        port: 9101                      | port: 0                              | public.port
        port: 9101                      | port: 65536                          | public.port
        port: 9101                      | port: "9101"                         | public.port
        port: 9101                      | prot: 9101                           | public.prot
        port: 9101                      | prot: 9101                           | public.port
        port: 9201                      | port: 9101                           | private.port
        private: {port: 9201}           | privat: {port: 9201}                 | privat
        private: {port: 9201}           | private: 9201                        | private
        data: data                      | data: [data]                         | data
        data: data                      | dat: data                            | dat
        name: Ville,                    | nom: Ville,                          | organisation.nom
        legalUnit: "732829320"          | legalUnit: 732829320                 | organisation.legalUnit
        legalUnit: "732829320"          | legalUnit: "732829321"               | organisation
        did: "did:web:anchor.example"   | did: "did:key:z6Mk"                  | trustAnchor.did
        key: KEY                        | key: abc                             | trustAnchor.key
        key: KEY,                       | x: 1,                                | trustAnchor.key
        url: https://anchor.example     | url: ftp://anchor.example            | trustAnchor.url
        data: data                      | {data: data, answerSlotMillis: 49}   | answerSlotMillis
        data: data                      | {data: data, answerSlotMillis: 30001}| answerSlotMillis
        data: data                      | {data: data, answerSlotMillis: soon} | answerSlotMillis
        data: data                      | {data: data, questionsPerMinute: 0}  | questionsPerMinute
        data: data                      | {data: data, language: de}           | language
        data: data                      | {data: data, privateAddresses: x}    | privateAddresses
        data: data                      | {data: data, privateAddresses: [x]}  | privateAddresses
        data: data                      | {data: data, privateAddresses: ["h:0"]} | privateAddresses
        data: data                      | {data: data, privateAddresses: ["h:9-8"]} | privateAddresses
        data: data                      | {data: data, privateAddresses: ["h:1-65535"]} | privateAddresses
        data: data                      | {data: data, database: {url: "jdbc:h2:x"}} | database.url
        data: data                      | {data: data, database: {passwordFile: p}} | database.user
        data: data                      | {data: data, database: {password: p}} | database.password
        """)
    void namesTheKeyThatIsWrong(String good, String bad, String key) {
        String replaced = bad.startsWith("{") ? inlined(bad) : bad;
        String text = GOOD.replace(good.replace("KEY", KEY), replaced.replace("KEY", KEY));
        assertThat(text).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(SetupException.class, e -> {
            assertThat(e.english().lines()).anyMatch(line -> line.startsWith(key + ": "));
            assertThat(e.french().lines()).anyMatch(line -> line.startsWith(key + " : "));
        });
    }

    /** An answer of up to a slot of work, that leaves two or three later, comes before the port loses patience. */
    @Test
    void keepsTheLongestSlotWellBelowThePatienceOfThePort() {
        Duration longest = read(GOOD + "answerSlotMillis: 30000\n").answerSlot();
        assertThat(longest).isEqualTo(Duration.ofSeconds(30));
        assertThat(longest.toMillis()).isLessThanOrEqualTo(HttpPort.PATIENCE_MILLIS / 4);
    }

    @Test
    void namesEveryFaultAtOnce() {
        assertThatThrownBy(() -> read("publicUrl: x\npublic: {port: 1}\ntrustAnchor: me\nwhat: 1\n"))
            .isInstanceOfSatisfying(SetupException.class, e -> assertThat(e.english())
                .contains("publicUrl: ", "private: missing", "data: missing", "organisation: missing",
                    "trustAnchor: is self", "what: unknown key"));
    }

    @Test
    void saysWhichLineIsNoYaml() {
        assertThatThrownBy(() -> read("publicUrl: [\n")).isInstanceOf(SetupException.class)
            .hasMessageContaining("node.yaml").hasMessageContaining("line");
        assertThatThrownBy(() -> read(GOOD + "data: other\n")).isInstanceOf(SetupException.class)
            .hasMessageContaining("data");
    }

    @Test
    void saysHowToMakeAMissingFile() {
        assertThatThrownBy(() -> NodeConfig.read(folder.resolve("node.yaml"))).isInstanceOf(SetupException.class)
            .hasMessageContaining("bocage init");
    }

    private NodeConfig read(String yaml) {
        try {
            return NodeConfig.read(Files.writeString(folder.resolve("node.yaml"), yaml));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code {a: 1, b: 2}} as lines of the file itself. */
    private static String inlined(String flow) {
        String inner = flow.substring(1, flow.length() - 1);
        return inner.replaceFirst(", ", "\n");
    }
}
