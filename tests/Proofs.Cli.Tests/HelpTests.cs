using System.Text;
using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>What the program says of itself, approved as a whole.</summary>
public sealed class HelpTests
{
    [Fact]
    public void Every_help_page()
    {
        StringBuilder pages = new();
        foreach (string page in new[] { "", "gate", "gate baseline", "gate integrity", "gate feature-key", "gate all", "action", "init", "run", "resume", "step", "status", "accept-turn", "reject-turn", "reissue-turn", "checkpoint-turn", "approve", "escalate", "unblock", "proposal", "proposal list", "proposal show", "proposal apply", "proposal reject", "report", "export", "verify", "verify run", "verify export", "verify payload", "demo", "explain", "conformance", "conformance adapter" })
        {
            CliResult result = Cli.Run([.. page.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Assert.Equal(0, result.ExitCode);
            pages.Append(System.Globalization.CultureInfo.InvariantCulture, $"$ proofs {page}{(page.Length > 0 ? " " : string.Empty)}--help\n{result.Out.Replace("testhost", "proofs", StringComparison.Ordinal).TrimEnd()}\n\n");
        }

        Snapshot.Verify(pages.ToString());
    }

    [Fact]
    public void Every_reason_code() => Snapshot.Verify(Cli.Run("explain").Out);
}
