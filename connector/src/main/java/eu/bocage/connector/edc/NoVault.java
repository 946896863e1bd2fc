package eu.bocage.connector.edc;

import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.security.Vault;

/** EDC keeps no secrets in a node: keys stay with {@code member.NodeKeys}, and nothing a counterpart sends is one. */
record NoVault() implements Vault {

    @Override
    public String resolveSecret(String key) {
        return null;
    }

    @Override
    public Result<Void> storeSecret(String key, String value) {
        return Result.failure("This node takes no secrets");
    }

    @Override
    public Result<Void> deleteSecret(String key) {
        return Result.success();
    }
}
