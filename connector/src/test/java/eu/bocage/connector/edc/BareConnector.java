package eu.bocage.connector.edc;

import eu.bocage.connector.member.Members;
import eu.bocage.connector.member.TokenChecker;
import eu.bocage.connector.member.TokenSigner;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Decision;
import eu.bocage.policies.OutputRules;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.UUID;
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
        PolicyJudge judge = (policy, scope, requester) -> new Decision.Permitted(new OutputRules(0));
        Grants grants = new Grants() {
            @Override
            public String grant(String transfer, String agreement) {
                return UUID.randomUUID().toString();
            }

            @Override
            public void revoke(String transfer) {
            }
        };
        return EdcConnector.start(new EdcConnector.Parts(settings, database, members, signer, checker, judge, grants,
            agreement -> { }), router, more);
    }
}
