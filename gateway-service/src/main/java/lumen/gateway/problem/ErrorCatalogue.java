package lumen.gateway.problem;

import lumen.contracts.error.ErrorCode;

/** The catalogue of error codes as documents for people. */
public final class ErrorCatalogue {
    private ErrorCatalogue() {}

    /** The catalogue as Markdown, as it stands in {@code docs/errors.md}. */
    public static String markdown() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Errors

                        Every failure is one of these codes: in the body of an error response \
                        (`application/problem+json`), as
                        the reason of a failed item, as the error of a broken model. `GET \
                        /docs/errors` answers this list.

                        | code | HTTP status | what happened | what to do |
                        | --- | --- | --- | --- |
                        """);
        for (ErrorCode code : ErrorCode.values()) {
            text.append(
                    "| `%s` | %d | %s | %s |\n"
                            .formatted(code, code.status(), code.title(), code.advice()));
        }
        return text.toString();
    }

    /** The catalogue as a page; each code is an anchor of its own. */
    public static String html() {
        StringBuilder text =
                new StringBuilder(
                        """
                        <!DOCTYPE html>
                        <html lang="en"><head><meta charset="utf-8"><title>lumen: errors</title>
                        <style>body{font-family:sans-serif;margin:2rem;max-width:60rem}
                        td,th{padding:.4rem .8rem;text-align:left;vertical-align:top}
                        tr:target{background:#ffd}</style></head><body><h1>Errors</h1>
                        <table><tr><th>code</th><th>HTTP status</th><th>what happened</th>\
                        <th>what to do</th></tr>
                        """);
        for (ErrorCode code : ErrorCode.values()) {
            text.append(
                    "<tr id=\"%1$s\"><td><code>%1$s</code></td><td>%2$d</td><td>%3$s</td><td>%4$s</td></tr>\n"
                            .formatted(
                                    code,
                                    code.status(),
                                    escape(code.title()),
                                    escape(code.advice())));
        }
        return text.append("</table></body></html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
