package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.AccessGrants;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Members;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.TokenChecker;
import eu.bocage.connector.member.TokenSigner;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Decision;
import eu.bocage.policies.OutputRules;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.edc.spi.system.ServiceExtension;

/** The product's runtime with a judge that permits everything and room for further extensions; for other packages. */
public final class BareConnector {

    /** What a transfer is called on the wire. */
    public static final String TRANSFER_TYPE = QueryFlow.TRANSFER_TYPE;

    private BareConnector() {
    }

    public static EdcConnector start(EdcConnector.Settings settings, Database database, Members members,
                                     TokenSigner signer, TokenChecker checker, Router router,
                                     List<ServiceExtension> more) {
        PolicyJudge judge = (policy, scope, requester) -> new Decision.Permitted(OutputRules.NONE);
        Ledger ledger = new Ledger(database, settings.self(), NodeKeys.fresh(), InstantSource.system());
        Grants grants = Grants.of(new AccessGrants(database, ledger, InstantSource.system()));
        return EdcConnector.start(new EdcConnector.Parts(settings, database, members, signer, checker, judge, grants,
            agreement -> { }), router, more);
    }
}
