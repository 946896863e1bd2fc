package eu.bocage.connector.edc;

import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.TokenCheck;
import eu.bocage.connector.member.TokenChecker;
import eu.bocage.connector.member.TokenSigner;
import java.util.Map;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.iam.VerificationContext;
import org.eclipse.edc.spi.result.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EDC's view of who is who: outgoing messages carry a token for the counterpart's DID, incoming ones count only with a
 * token of an active member. The one claim that comes out is the member's DID; every other fact about it is looked up
 * in the register by whoever needs it. Thread-safe.
 */
record MemberIdentity(Did self, TokenSigner signer, TokenChecker checker) implements IdentityService {

    static final String DID_CLAIM = "did";
    private static final String SCHEME = "Bearer ";
    private static final Logger LOG = LoggerFactory.getLogger(MemberIdentity.class);

    @Override
    public Result<TokenRepresentation> obtainClientCredentials(String participantContextId,
                                                               TokenParameters parameters) {
        String audience = parameters.getStringClaim("aud");
        try {
            return Result.success(TokenRepresentation.Builder.newInstance()
                .token(SCHEME + signer.sign(new Did(audience))).build());
        } catch (IllegalArgumentException e) {
            return Result.failure("The counterpart's name is not a DID of this territory: " + audience);
        }
    }

    /** Checks and uses up a token; it is refused the second time. */
    @Override
    public Result<ClaimToken> verifyJwtToken(String participantContextId, TokenRepresentation representation,
                                             VerificationContext context) {
        String header = representation.getToken() == null ? "" : representation.getToken();
        String token = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? header.substring(SCHEME.length()).strip() : header;
        return switch (checker.check(token, self)) {
            case TokenCheck.Accepted(var member) -> Result.success(ClaimToken.Builder.newInstance()
                .claims(Map.of(DID_CLAIM, member.did().text())).build());
            case TokenCheck.Refused(var reason) -> {
                LOG.info("A message was refused: {}", reason.english());
                yield Result.failure("Unauthorized");
            }
        };
    }
}
