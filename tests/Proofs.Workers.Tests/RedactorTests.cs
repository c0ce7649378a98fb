using System.Text;

namespace Proofs.Workers.Tests;

/// <summary>Secrets in streams.</summary>
public sealed class RedactorTests
{
    [Theory]
    [InlineData("no secret", "no secret")]
    [InlineData("a sk-abcdef b", "a [redacted] b")]
    [InlineData("sk-abcdefsk-abcdef", "[redacted][redacted]")]
    [InlineData("sk-abcdef-long!", "[redacted]!")]
    [InlineData("sk-abcdef-lon", "[redacted]-lon")]
    [InlineData("sk-abcde", "sk-abcde")]
    [InlineData("sk-sk-abcdef", "sk-[redacted]")]
    [InlineData("x=a%2Fb%3Dc&y=YS9iPWMg", "x=[redacted]&y=[redacted]g")]
    [InlineData("\"q\\u0022uote\"", "\"[redacted]\"")]
    public void They_are_taken_out_however_the_stream_is_cut(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        foreach (int size in Enumerable.Range(1, bytes.Length))
        {
            Redactor redactor = new(["sk-abcdef", "sk-abcdef-long", "a/b=c", "q\"uote", "x", ""]);
            StringBuilder output = new();
            foreach (byte[] part in bytes.Chunk(size))
            {
                output.Append(Encoding.UTF8.GetString(redactor.Next(part).Span));
            }

            output.Append(Encoding.UTF8.GetString(redactor.Next(default, isLast: true).Span));
            Assert.Equal(expected, output.ToString());
        }
    }

    [Theory]
    [InlineData("it was sk-abcdef-0123, and it ended in cdef-0123.", "it was [redacted], and it ended in [redacted].")]
    [InlineData("sk-abc is a beginning", "sk-abc is a beginning")]
    [InlineData("Basic c2stYWJjZGVmLTAxMjM=", "Basic [redacted]=")]
    public void Pieces_go_from_texts_that_quote_them(string text, string expected) => Assert.Equal(expected, new Redactor(["sk-abcdef-0123"]).Text(text));

    [Fact]
    public void Only_what_may_be_a_secret_is_held_back()
    {
        Redactor redactor = new(["sk-abcdef"]);
        Assert.Equal("working on s", Encoding.UTF8.GetString(redactor.Next("working on sk-"u8.ToArray()[..12]).Span) + "s");
        Assert.Equal("sk-x", Encoding.UTF8.GetString(redactor.Next("k-x"u8.ToArray()).Span));
    }
}
