using TestKit;

namespace Repo.Tests;

/// <summary>action/set-image.sh on a copy of action.yml.</summary>
public sealed class SetImageTests : IDisposable
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static readonly string Original = Checkout.Read("action.yml");
    private readonly TempFolder _copy = new();

    public SetImageTests()
    {
        Directory.CreateDirectory(_copy.In("action"));
        File.Copy(Checkout.In("action", "set-image.sh"), _copy.In("action", "set-image.sh"));
        Text = Original;
    }

    private string Text
    {
        get => File.ReadAllText(_copy.In("action.yml"));
        set => File.WriteAllText(_copy.In("action.yml"), value);
    }

    [Theory]
    [InlineData("proofs:self")]
    [InlineData("localhost/proofs:base")]
    [InlineData("localhost:5000/proofs:self")]
    [InlineData("ghcr.io/some-owner/proofs.net/a__b:1.2.3-rc.1")]
    [InlineData("ghcr.io/owner/proofs@" + Digest)]
    public void The_image_line_names_the_image_and_every_other_byte_stays(string image)
    {
        AssertSet(SetImage(image));
        Assert.Equal(Original.Replace(ImageLine(Original), $"  image: docker://{image}", StringComparison.Ordinal), Text);
    }

    [Fact]
    public void An_image_line_at_the_end_of_the_file_gets_no_line_break()
    {
        Text = Original.TrimEnd('\n');
        AssertSet(SetImage("proofs:self"));
        Assert.EndsWith("\n  image: docker://proofs:self", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_set_again()
    {
        AssertSet(SetImage("proofs:self"));
        AssertSet(SetImage(ImageLine(Original)["  image: docker://".Length..]));
        Assert.Equal(Original, Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("proofs")] // Whatever is called latest.
    [InlineData("proofs:")]
    [InlineData("proofs:se lf")]
    [InlineData(" proofs:self")]
    [InlineData("proofs:self ")]
    [InlineData("proofs:self\n")]
    [InlineData("proofs:self\n  args: [x]")]
    [InlineData("proofs:self\r")]
    [InlineData("proofs:self\t#")]
    [InlineData("\"proofs:self\"")]
    [InlineData("'proofs:self'")]
    [InlineData("proofs&:self")]
    [InlineData("proofs:se&lf")]
    [InlineData("proofs:se/lf")]
    [InlineData("proofs:se|lf")]
    [InlineData("proofs:se\\nlf")]
    [InlineData("proofs:self|e id")]
    [InlineData("proofs:$(id)")]
    [InlineData("proofs:`id`")]
    [InlineData("../proofs:self")]
    [InlineData("/proofs:self")]
    [InlineData("ghcr.io//proofs:self")]
    [InlineData("docker://proofs:self")]
    [InlineData("Proofs:self")]
    [InlineData("prööfs:self")]
    [InlineData("proofs:self@" + Digest)]
    [InlineData("proofs@sha256:0123")]
    [InlineData("proofs@" + Digest + "0")]
    [InlineData("proofs@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("--help")]
    public void What_is_no_image_is_refused_and_nothing_changes(string image) => AssertRefused(64, "is no image;", image);

    [Theory]
    [InlineData("proofs:self")]
    [InlineData("ghcr.io/owner/proofs:1.2.3")]
    [InlineData("ghcr.io/owner/proofs:1.2.3@" + Digest)]
    [InlineData("ghcr.io/owner/proofs@sha512:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("ghcr.io/owner/proofs@" + Digest + "\n")]
    public void A_release_takes_a_digest_only(string image)
    {
        AssertRefused(64, "is no image by digest;", "--digest", image);
        AssertSet(SetImage("--digest", "ghcr.io/owner/proofs@" + Digest));
        Assert.Equal($"  image: docker://ghcr.io/owner/proofs@{Digest}", ImageLine(Text));
    }

    [Fact]
    public void It_wants_one_image()
    {
        AssertRefused(64, "give one image");
        AssertRefused(64, "give one image", "--digest");
        AssertRefused(64, "give one image", "proofs:self", "proofs:self");
    }

    [Theory]
    [InlineData("runs:\n  using: docker\n", "has 0 image lines")]
    [InlineData("", "has 0 image lines")]
    [InlineData("runs:\n  image: docker://a:b\n  image: docker://a:b\n", "has 2 image lines")]
    [InlineData("runs:\n  image: docker://a:b\n  \"image\" : docker://a:b\n", "has 2 image lines")]
    [InlineData("runs:\n  image: docker://a:b\nmore:\n    image: x\n", "has 2 image lines")]
    [InlineData("runs:\n  image: Dockerfile\n", "is not '  image: docker://IMAGE'")]
    [InlineData("runs:\n  image: docker://a:b # why\n", "is not '  image: docker://IMAGE'")]
    [InlineData("runs:\r\n  image: docker://a:b\r\n", "is not '  image: docker://IMAGE'")]
    public void A_file_without_exactly_one_such_line_is_left_alone(string text, string because)
    {
        Text = text;
        AssertRefused(65, because, "proofs:self");
    }

    [Fact]
    public void Without_the_file_it_says_so()
    {
        File.Delete(_copy.In("action.yml"));
        RunResult result = SetImage("proofs:self");
        Assert.Equal(65, result.ExitCode);
        Assert.Contains("there is no ", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _copy.Dispose();

    private static string ImageLine(string text) => text.Split('\n').Single(line => line.StartsWith("  image:", StringComparison.Ordinal));

    private static void AssertSet(RunResult result) => Assert.True(result.ExitCode == 0 && result.OutBytes.Length + result.ErrorBytes.Length == 0, result.ToString());

    private void AssertRefused(int exit, string because, params string[] arguments)
    {
        string before = Text;
        RunResult result = SetImage(arguments);
        Assert.Equal(exit, result.ExitCode);
        Assert.Contains(because, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal(before, Text);
        Assert.Equal(["action", "action.yml"], Directory.EnumerateFileSystemEntries(_copy.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>From another folder, as a workflow may.</summary>
    private RunResult SetImage(params string[] arguments) => Run.Program(_copy.In("action", "set-image.sh"), arguments, Path.GetTempPath());
}
