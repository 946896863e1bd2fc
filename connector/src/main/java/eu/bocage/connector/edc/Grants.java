package eu.bocage.connector.edc;

/** The tokens of transfers, as {@code agreement.AccessGrants} keeps them. */
interface Grants {

    /** A fresh token; a former one of that transfer ends. */
    String grant(String transfer, String agreement);

    void revoke(String transfer);
}
