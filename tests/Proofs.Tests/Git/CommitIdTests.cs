using Proofs.Git;

namespace Proofs.Tests.Git;

public sealed class CommitIdTests
{
    private const string Full = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void A_full_lower_case_id_reads_and_prints_the_same()
    {
        Assert.True(CommitId.TryParse(Full, out CommitId id));
        Assert.Equal(Full, id.ToString());
        byte[] raw = new byte[CommitId.Size];
        id.CopyTo(raw);
        Assert.Equal(Full, Convert.ToHexStringLower(raw));
    }

    [Fact]
    public void Exactly_the_lower_case_hexadecimal_digits_are_digits_at_either_place_of_a_byte()
    {
        byte[] hex = System.Text.Encoding.ASCII.GetBytes(Full);
        for (int place = 10; place < 12; place++)
        {
            for (int value = 0; value <= byte.MaxValue; value++)
            {
                byte[] changed = [.. hex[..place], (byte)value, .. hex[(place + 1)..]];
                bool isDigit = "0123456789abcdef".Contains((char)value, StringComparison.Ordinal);
                Assert.Equal(isDigit, CommitId.TryParse(changed, out CommitId id));
                Assert.Equal(isDigit ? System.Text.Encoding.ASCII.GetString(changed) : new string('0', changed.Length), id.ToString());
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456")]
    [InlineData("0123456789ABCDEF0123456789abcdef01234567")]
    [InlineData("0123456789abcdeg0123456789abcdef01234567")]
    [InlineData("0123456789abcdef0123456789abcdef012345678")]
    [InlineData("0123456789abcdef0123456789abcdef0123456\u0667")]
    [InlineData(" 123456789abcdef0123456789abcdef01234567")]
    public void Anything_else_is_no_id(string? text) => Assert.False(CommitId.TryParse(text, out _));

    [Fact]
    public void Ids_order_as_their_digits_do()
    {
        string[] ids = [.. Enumerable.Range(0, 200).Select(seed => Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData([(byte)seed])))];
        IEnumerable<string> ordered = ids.Select(text => CommitId.TryParse(text, out CommitId id) ? id : default).Order().Select(id => id.ToString());
        Assert.Equal(ids.Order(StringComparer.Ordinal), ordered);
    }
}
