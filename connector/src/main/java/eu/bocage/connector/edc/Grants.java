package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.AccessGrants;

/** The tokens of transfers, as {@link AccessGrants} keeps them. */
interface Grants {

    static Grants of(AccessGrants kept) {
        return new Grants() {
            @Override
            public String grant(String transfer, String agreement) {
                return kept.grant(transfer, agreement);
            }

            @Override
            public void revoke(String transfer) {
                kept.revoke(transfer);
            }
        };
    }

    /** A fresh token; a former one of that transfer ends. */
    String grant(String transfer, String agreement);

    void revoke(String transfer);
}
