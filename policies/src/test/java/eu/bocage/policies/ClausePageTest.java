package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The pages under {@code policies/docs} are those of the library; {@code -Dbocage.docs=write} renews them. */
class ClausePageTest {

    private static final Path DOCS = Path.of("docs");

    @Test
    void publishedPagesAreThoseOfTheLibrary() throws IOException {
        Words page = ClausePage.of(ClauseLibrary.standard());
        if ("write".equals(System.getProperty("bocage.docs"))) {
            Files.createDirectories(DOCS);
            Files.writeString(DOCS.resolve("clauses.fr.md"), page.french());
            Files.writeString(DOCS.resolve("clauses.md"), page.english());
        }
        assertThat(Files.readString(DOCS.resolve("clauses.fr.md"))).isEqualTo(page.french());
        assertThat(Files.readString(DOCS.resolve("clauses.md"))).isEqualTo(page.english());
    }

    @Test
    void holdsEveryClauseInBothLanguagesAndSaysThatItIsADraft() {
        Words page = ClausePage.of(ClauseLibrary.standard());
        assertThat(page.french()).contains("un juriste doit relire");
        assertThat(page.english()).contains("a lawyer must read");
        for (StandardClause clause : ClauseLibrary.standard().clauses()) {
            assertThat(page.french()).contains("### " + clause.id() + " " + clause.title().french() + "\n");
            assertThat(page.english()).contains("### " + clause.id() + " " + clause.title().english() + "\n");
            assertThat(flat(page.french())).contains(clause.law(), clause.plain().french(),
                clause.evidence().french());
            assertThat(flat(page.english())).contains(clause.law(), clause.plain().english(),
                clause.evidence().english());
            clause.promise().ifPresent(promise -> {
                assertThat(flat(page.french())).contains("« " + promise.french() + " »");
                assertThat(flat(page.english())).contains("\"" + promise.english() + "\"");
            });
        }
        for (String text : new String[]{page.french(), page.english()}) {
            assertThat(text.lines()).allMatch(line -> line.length() <= 120);
            assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("anonym");
        }
    }

    @Test
    void listsTheClausesOfEachRuleAndTheNumbersOfEachFamily() {
        Words page = ClausePage.of(ClauseLibrary.standard());
        assertThat(page.english()).contains("| P01 | OWN-2 |\n", "| P04 | OWN-5, PER-5 |\n", "| P30 | PER-7, PER-12, "
            + "SEC-6 |\n", "| family | enforced | promised | not by machine |");
        assertThat(page.french()).contains("| famille | appliquée | promise | hors machine |");
        for (StandardClause.Family family : StandardClause.Family.values()) {
            StringBuilder row = new StringBuilder("| " + family.words().english() + " |");
            for (Clause.Status status : Clause.Status.values()) {
                row.append(' ').append(ClauseLibrary.standard().clauses().stream()
                    .filter(clause -> clause.family() == family).filter(clause -> clause.status() == status).count())
                    .append(" |");
            }
            assertThat(page.english()).contains(row + "\n");
        }
    }

    private static String flat(String page) {
        return page.replaceAll("\n(> |  )?", " ").replace("> ", "");
    }
}
