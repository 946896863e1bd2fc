package eu.bocage.connector.answer;

import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.storage.Database;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** The consumer's side: catalogue, negotiation, transfer, question, receipt, ledger. */
public final class Asking {

    public Asking(Did self, NodeKeys keys, Territory territory, Dataspace dataspace, Agreements agreements,
                  Ledger ledger, Database database, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks, negotiating first where there is no agreement yet. Blocks; idempotent: after a fault the same call goes on.
     *
     * @param provider whose dataset it is; empty to look in every member's catalogue
     * @param question JSON as the person wrote it
     * @param project  the project that it is asked for; empty when this node owns exactly one
     * @param person   the account that asks, kept as a pseudonym
     */
    public Asked ask(Optional<Did> provider, String question, Optional<String> project, String person,
                     Consumer<Step> progress) {
        throw new UnsupportedOperationException();
    }

    /** A step that ended. @param name {@code catalogue}, {@code negotiation}, {@code transfer}, {@code answer} */
    public record Step(String name, long millis) {
    }

    /** What came of it. */
    public sealed interface Asked {

        /** @param answer canonical JSON; @param receipt the provider's envelope; @param budget what is left, in words */
        record Answered(String answer, String receipt, String budgetFrench, String budgetEnglish) implements Asked {
        }

        /** Refused by either side, with reasons; nothing was charged unless it says so. */
        record Refused(String code, String french, String english) implements Asked {
        }
    }
}
