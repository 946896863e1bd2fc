package eu.bocage.connector.agreement;

/**
 * Where agreements are written down. Called once for each negotiation, in the transaction that stores it as final; what
 * {@link #agreed} throws undoes that transaction, so no agreement becomes final that is not in the book.
 */
public interface AgreementBook {

    void agreed(Agreement agreement);
}
