package lumen.standalone.platform;

import java.util.Objects;

/**
 * How the gateway reaches its database.
 *
 * @param url the JDBC URL
 * @param user the user
 * @param password the user's password
 */
public record DatabaseAddress(String url, String user, String password) {
    /** Checks the values. */
    public DatabaseAddress {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "not a PostgreSQL address: write it as jdbc:postgresql://host:5432/lumen");
        }
    }

    /** The address without the password. */
    @Override
    public String toString() {
        return url;
    }
}
