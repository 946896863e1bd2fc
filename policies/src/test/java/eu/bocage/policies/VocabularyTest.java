package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is published is what decides. {@code mvn test -Dtest=VocabularyTest -Dodrl.publish=true} publishes. */
class VocabularyTest {

    private static final Path FOLDER = Path.of("src/main/resources/eu/bocage/policies/odrl");

    @Test
    void publishesTheContextThatIsRead() throws IOException {
        publish("context.jsonld", Vocabulary.context());
        assertThat(Samples.resource("odrl/context.jsonld")).isEqualTo(Vocabulary.context());
    }

    @Test
    void publishesThePageOfEveryTerm() throws IOException {
        publish("vocabulary.md", Vocabulary.page());
        assertThat(Samples.resource("odrl/vocabulary.md")).isEqualTo(Vocabulary.page());
    }

    @ParameterizedTest
    @EnumSource
    void saysEveryTermInBothLanguages(Term term) {
        String page = Vocabulary.page();
        String section = page.substring(page.indexOf("\n### " + term.key() + "\n"));
        section = section.substring(0, section.indexOf("\n#", 2) < 0 ? section.length() : section.indexOf("\n#", 2));
        assertThat(section).contains(term.words().french(), term.words().english(), term.iri(), "Opérateurs", "From");
        for (Operator operator : Operator.values()) {
            assertThat(section.substring(section.indexOf("Opérateurs"), section.indexOf("- Dès"))
                .contains("`" + operator.odrl() + "`")).isEqualTo(term.operators().contains(operator));
        }
        assertThat(section.contains("toujours")).isEqualTo(term.mandatory());
        assertThat(Vocabulary.context()).contains("\"" + term.key() + "\" : \"bocage:" + term.key() + "\"");
    }

    private static void publish(String name, String text) throws IOException {
        if (Boolean.getBoolean("odrl.publish")) {
            Files.writeString(FOLDER.resolve(name), text);
        }
    }
}
