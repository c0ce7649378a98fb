using System.Globalization;
using System.Text;
using System.Text.Json;
using Proofs.Evidence;
using TestKit;

namespace Proofs.Tests.Evidence;

/// <summary>RFC 8785 with its own examples, and numbers against a program that speaks ECMAScript.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void A_number_is_written_as_the_RFC_lists_it(ulong bits, string text)
    {
        double number = BitConverter.UInt64BitsToDouble(bits);
        Assert.Equal(text, Write(number.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_RFC_s_object_is_written_as_it_says() => Assert.Equal(
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        Write("""{ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }"""));

    [Fact]
    public void Names_are_sorted_by_their_code_units()
    {
        string written = Write("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""");
        using JsonDocument document = JsonDocument.Parse(written);
        Assert.Equal(["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"], document.RootElement.EnumerateObject().Select(property => property.Value.GetString()));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("1e400")]
    [InlineData("[1,]")]
    [InlineData("// no\n1")]
    [InlineData("")]
    public void What_has_no_one_form_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => Write(json));

    [Fact]
    public void What_is_canonical_stays_as_it_is()
    {
        const string Canonical = """{"a":[{"b":""},[],{}],"c":-1.5,"é":"\u0001\b"}""";
        Assert.Equal(Canonical, Write(Canonical));
    }

    [SkippableFact]
    public void Numbers_are_those_of_ECMAScript()
    {
        Skip.IfNot((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, "node"))), "node is not on PATH: install Node.js 20 or later.");
        Random random = new(8785);
        byte[] bytes = new byte[8];
        List<double> numbers = [];
        while (numbers.Count < 20_000)
        {
            random.NextBytes(bytes);
            double number = numbers.Count % 2 == 0 ? BitConverter.ToDouble(bytes) : Math.Round(random.NextDouble() * Math.Pow(10, random.Next(-10, 25)), random.Next(0, 8));
            if (double.IsFinite(number))
            {
                numbers.Add(number);
            }
        }

        string input = $"[{string.Join(',', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}]";
        RunResult node = TestKit.Run.Program("node", ["-e", "let s='';process.stdin.on('data',d=>s+=d).on('end',()=>process.stdout.write(JSON.stringify(JSON.parse(s))))"], input: Encoding.UTF8.GetBytes(input));
        Assert.True(node.ExitCode == 0, node.ToString());
        Assert.Equal(node.Out.Trim('[', ']').Split(','), Write(input).Trim('[', ']').Split(','));
    }

    private static string Write(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(Encoding.UTF8.GetBytes(json)));
}
