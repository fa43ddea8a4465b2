package dev.leadrelay.deadletter.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who somebody is by the claims of the provider. */
final class OidcClaims {
    private final OidcConfig config;

    OidcClaims(OidcConfig config) {
        this.config = config;
    }

    /** @throws OidcException when the claims name nobody, or nobody who may use the desk */
    DeskUser user(JWTClaimsSet claims) throws OidcException {
        Map<String, Object> all = claims.getClaims();
        if (config.nameClaim().equals("email") && isFalse(all.get("email_verified"))) {
            throw new OidcException("the identity provider has not verified this person's email address");
        }
        String name = name(find(all, config.nameClaim()));
        Role role = role(find(all, config.roleClaim()))
                .orElseThrow(
                        () -> new OidcException(name + " has no role for this desk; whoever looks after the identity"
                                + " provider can give one in the claim '" + config.roleClaim() + "'"));
        return new DeskUser(name, role);
    }

    private String name(@Nullable Object claim) throws OidcException {
        String name = claim instanceof String text ? text.strip() : "";
        if (!DeskUser.isName(name)) {
            throw new OidcException("the claim '" + config.nameClaim() + "' of the identity provider holds no name");
        }
        return name;
    }

    /** The highest of the roles that are named. */
    private Optional<Role> role(@Nullable Object claim) {
        Collection<?> values = claim instanceof Collection<?> many ? many : claim == null ? List.of() : List.of(claim);
        if (values.contains(config.adminValue())) {
            return Optional.of(Role.ADMIN);
        }
        if (values.contains(config.reviewerValue())) {
            return Optional.of(Role.REVIEWER);
        }
        return values.contains(config.viewerValue()) ? Optional.of(Role.VIEWER) : Optional.empty();
    }

    /** A claim by its whole name, else step by step. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, path.substring(dot + 1))
                : null;
    }

    private static boolean isFalse(@Nullable Object claim) {
        return Boolean.FALSE.equals(claim) || "false".equals(claim);
    }
}
