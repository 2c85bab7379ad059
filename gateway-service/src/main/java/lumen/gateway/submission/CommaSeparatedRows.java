package lumen.gateway.submission;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads comma separated values (RFC 4180), a row at a time; a byte order mark is passed over. */
final class CommaSeparatedRows {
    /** No list of files has longer rows: what has is no list, and is not read into memory. */
    private static final int MAX_ROW_CHARACTERS = 100_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int END = -1;

    private final BufferedReader text;
    private boolean first = true;

    CommaSeparatedRows(BufferedReader text) {
        this.text = text;
    }

    /**
     * The fields of the next row.
     *
     * @return null after the last row
     * @throws IOException if a row is too long or a quotation does not end
     */
    List<String> next() throws IOException {
        int character = text.read();
        if (first && character == BYTE_ORDER_MARK) {
            character = text.read();
        }
        first = false;
        if (character == END) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int length = 0;
        while (true) {
            if (++length > MAX_ROW_CHARACTERS) {
                throw new IOException("it has a row of more than 100,000 characters");
            }
            if (quoted) {
                if (character == END) {
                    throw new IOException("a quotation does not end");
                }
                if (character != '"') {
                    field.append((char) character);
                } else if (peek() == '"') {
                    field.append((char) text.read());
                } else {
                    quoted = false;
                }
            } else {
                switch (character) {
                    case END, '\n' -> {
                        fields.add(field.toString());
                        return fields;
                    }
                    case ',' -> {
                        fields.add(field.toString());
                        field.setLength(0);
                    }
                    case '"' -> quoted = true;
                    case '\r' -> {}
                    default -> field.append((char) character);
                }
            }
            character = text.read();
        }
    }

    private int peek() throws IOException {
        text.mark(1);
        int character = text.read();
        text.reset();
        return character;
    }
}
