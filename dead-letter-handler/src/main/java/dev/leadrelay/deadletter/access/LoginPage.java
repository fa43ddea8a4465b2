package dev.leadrelay.deadletter.access;

import org.jspecify.annotations.Nullable;

/** The login page as HTML. */
final class LoginPage {
    private final boolean passwords;
    private final boolean elsewhere;

    /**
     * @param passwords whether there are users with passwords here
     * @param elsewhere whether people can log in with their identity provider
     */
    LoginPage(boolean passwords, boolean elsewhere) {
        this.passwords = passwords;
        this.elsewhere = elsewhere;
    }

    String html(String token, String next, @Nullable String problem) {
        StringBuilder body = new StringBuilder();
        if (problem != null) {
            body.append("<p role=\"alert\">").append(PlainPage.escape(problem)).append("</p>\n");
        }
        if (passwords) {
            body.append("""
                    <form method="post" action="/login">
                    <input type="hidden" name="_csrf" value="%s"><input type="hidden" name="next" value="%s">
                    <p><label>Name <input name="name" autocomplete="username" required autofocus></label></p>
                    <p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
                    <p><button type="submit">Log in</button></p>
                    </form>
                    """.formatted(PlainPage.escape(token), PlainPage.escape(next)));
        }
        if (elsewhere) {
            body.append("<p><a href=\"/login/oidc?next=")
                    .append(PlainPage.escape(java.net.URLEncoder.encode(next, java.nio.charset.StandardCharsets.UTF_8)))
                    .append("\">Log in with your organisation's account</a></p>\n");
        }
        return PlainPage.of("Log in", body.toString());
    }
}
