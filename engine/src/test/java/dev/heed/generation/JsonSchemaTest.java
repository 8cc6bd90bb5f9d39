package dev.heed.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts a schema lets through, and that the masks over a vocabulary let through just those. */
class JsonSchemaTest {
    private static final String PERSON = "{'type':'object','properties':{'a':{'type':'integer'},'b':{'type':'string'},"
            + "'c':{'type':'null'}},'required':['b']}";
    private static final String OPEN =
            "{'type':'object','properties':{'ab':{'type':'integer'}},'additionalProperties':{'type':'boolean'}}";

    private static Object json(String text) {
        return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "schema");
    }

    private static boolean fits(String schema, String text) {
        return fits(schema, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static boolean fits(String schema, byte[] text) {
        Grammar.Place place = JsonSchema.compile(json(schema), "schema").after(text);
        return place != null && place.complete();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'integer'}|0 -12 999|01 1.5 - '1' +1 1e3",
                "{'type':'number'}|0 -1.25e-7 1E5 10.5|1. .5 1e 0x1 NaN",
                "{'type':'boolean'}|true false|null 1 True",
                "{'type':'string','minLength':2,'maxLength':3}|'ab' 'aé😸' '\\n\\u00e9' 'a\\''|'a' 'abcd' '\\ud83da' 'a\\x' 'ab",
                "{'type':['string','null']}|null ''|1 []",
                PERSON
                        + "|{'b':'x'} {'a':1,'b':'x','c':null} {'b':'','c':null}|{'a':1} {} {'b':'x',} {'b':'','z':1} {,'b':''} {'b':'','a':1}",
                OPEN
                        + "|{} {'ab':1} {'ab':1,'abc':true} {'a':true,'x':false} {'':true} {'é':true} {'ac':true}|{'ab':true} {'ab':1,'ab':true} {'a':1} {'ab':1,} {'\\u0061b':true}",
                "{'type':'array','items':{'type':'boolean'},'minItems':1,'maxItems':2}|[true] [true,false]|[] [true,true,true] [true,] [1]",
                "{'type':'array'}|[] [1,'a',{'x':[null]},{}]|[1;2] [",
                "{'type':'array','prefixItems':[{'type':'integer'},{'type':'string'}],'minItems':2,'maxItems':2}|[1,'a']|[1] ['a',1] [1,'a',2]",
                "{'enum':['a',1,null,{'b':[1]}]}|'a' 1 null|'b' 2 {}",
                "{'const':'é'}|'é'|'e'",
                "{'anyOf':[{'type':'integer'},{'type':'array','items':{'$ref':'#'}}]}|1 [1,[2,[]]]|['a']",
                "{'$ref':'#/$defs/t','$defs':{'t':{'type':'object','properties':{'n':{'$ref':'#/$defs/t'}}}}}|{} {'n':{'n':{}}}|{'n':1}",
                "true|1 [] 'x' {'a':{'b':[1,2.5e3]}}|x",
            })
    void letsThroughWhatFits(String schema, String fitting, String others) {
        for (String text : fitting.split(" ")) {
            assertThat(fits(schema, text)).as("%s fits %s", text, schema).isTrue();
        }
        for (String text : others.split(" ")) {
            assertThat(fits(schema, text)).as("%s fits %s", text, schema).isFalse();
        }
    }

    @Test
    void whiteSpaceIsAllowedWhereJsonIsWrittenWithIt() {
        assertThat(fits(PERSON, "{ 'a': 1, 'b': 'x' }")).isTrue();
        assertThat(fits(PERSON, "{\n  'a': 1,\n  'b': 'x'\n}")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'string','pattern':'a'}|'pattern'",
                "{'minimum':3}|'minimum'",
                "{'oneOf':[]}|'oneOf'",
                "{'type':'object','properties':{'x':{'format':'date'}}}|'format'",
                "{'type':'object','patternProperties':{}}|'patternProperties'",
                "{'not':{}}|'not'",
                "{'type':'int'}|int",
                "{'$ref':'http://x'}|http://x",
                "{'$ref':'#/$defs/x'}|#/$defs/x",
                "{'$ref':'#'}|circle",
                "{'anyOf':[{'$ref':'#'}]}|circle",
                "false|none",
                "{'type':'string','maxLength':99999}|'maxLength'",
                "{'type':'string','minLength':3,'maxLength':2}|'maxLength'",
                "{'type':'string','items':{}}|'items'",
                "{'anyOf':[]}|anyOf",
                "{'enum':[]}|enum",
                "{'enum':[1],'minLength':3}|'minLength'",
                "{'properties':{}}|'type'",
                "{'type':'object','required':['a']}|'required'",
                "3|3",
            })
    void whatIsNotUnderstoodIsRefusedByName(String schema, String named) {
        assertThatThrownBy(() -> JsonSchema.compile(json(schema), "schema.json"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema.json: expected")
                .hasMessageContaining(named.replace('\'', '"'));
    }

    /** Random walks over the masks of a vocabulary with tokens of one byte and of several. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                PERSON + "|1",
                OPEN + "|2",
                "true|3",
                "{'type':'string','maxLength':5}|4",
                "{'type':'array','items':{'enum':['😸','été']},'minItems':2}|5"
            })
    void whatMasksLetThroughIsJsonOfTheSchema(String schema, int seed) {
        Vocabulary vocabulary = vocabulary();
        Random random = new Random(seed);
        BitSet ends = new BitSet();
        ends.set(0);
        int whole = 0;
        for (int round = 0; round < 40; round++) {
            SchemaMask mask = new SchemaMask(JsonSchema.compile(json(schema), "schema"), vocabulary, ends);
            var bytes = new ByteArrayOutputStream();
            boolean ended = false;
            for (int step = 0; step < 400 && !ended; step++) {
                int[] ids = mask.allowed().stream().toArray();
                assertThat(ids).isNotEmpty();
                int id = mask.allowed().get(0) && random.nextInt(3) == 0 ? 0 : ids[random.nextInt(ids.length)];
                mask.accept(id);
                bytes.writeBytes(vocabulary.bytes(id));
                ended = id == 0;
            }
            if (ended) {
                whole++;
                String text = bytes.toString(StandardCharsets.UTF_8);
                assertThat(fits(schema, bytes.toByteArray())).isTrue();
                assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes.toByteArray());
                if (!schema.equals("true") && !schema.equals(OPEN)) { // those may name an entry twice
                    Json.read(bytes.toByteArray(), "generated");
                }
            }
        }
        assertThat(whole).as("texts that ended").isPositive();
    }

    /** A mask allows a token if and only if the text may go on with its bytes. */
    @Test
    void masksAreNeitherTooWideNorTooNarrow() {
        Vocabulary vocabulary = vocabulary();
        for (String begun : new String[] {"", "{", "{'b", "{'b':", "{'b': 'x", "{'b': '\u00e9\\", "{'b':'x',"}) {
            Grammar.Place place = JsonSchema.compile(json(PERSON), "schema")
                    .after(begun.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            BitSet allowed = vocabulary.allowed(place);
            for (int id = 1; id < SIZE; id++) {
                boolean goesOn = vocabulary.bytes(id).length > 0 && place.after(vocabulary.bytes(id)) != null;
                assertThat(allowed.get(id)).as("%s then %d", begun, id).isEqualTo(goesOn);
            }
        }
    }

    private static final int SIZE = 300;

    private static Vocabulary vocabulary() {
        String[] longer = {
            "{\"", "\":", "\": ", "\", \"", "true", "false", "null", "tru", "ab", "abc", "\"ab\"", " é", "\n  ", "12",
            "}", "[[", "]]", "\\u00", "\\\"", "😸", "été", "\"é"
        };
        byte[][] bytes = new byte[SIZE][0];
        for (int i = 0; i < 256; i++) {
            bytes[i + 1] = new byte[] {(byte) i};
        }
        for (int i = 0; i < longer.length; i++) {
            bytes[257 + i] = longer[i].getBytes(StandardCharsets.UTF_8);
        }
        bytes[257 + longer.length] = new byte[] {'"', (byte) 0xF0, (byte) 0x9F};
        return new Vocabulary(bytes);
    }
}
