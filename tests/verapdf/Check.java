// Checks PDF files against one flavour of PDF/A with veraPDF: java -cp "var/verapdf/*" tests/verapdf/Check.java 2u FILE...
// Prints PASS or FAIL for each file, and under a failure each rule that was broken; exits 1 on any failure.

import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Check {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        boolean good = true;
        for (int number = 1; number < arguments.length; number++) {
            try (PDFAParser parser = Foundries.defaultInstance()
                    .createParser(new FileInputStream(arguments[number]), flavour)) {
                ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                good &= result.isCompliant();
                System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + arguments[number]);
                TreeSet<String> broken = new TreeSet<>();
                for (TestAssertion assertion : result.getTestAssertions()) {
                    if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                        broken.add("  " + assertion.getRuleId().getClause() + ": " + assertion.getMessage());
                    }
                }
                broken.forEach(System.out::println);
            }
        }
        System.exit(good ? 0 : 1);
    }
}
