"""What French employers write, and the day it promises by ETIQUETTE E3. The mails are of Tuesday, 1 December 2026."""

import tomllib
from datetime import date, datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from followupd.reading.promises import find_promises
from followupd.reading.times.tokens import cut

PARIS = ZoneInfo("Europe/Paris")
SENT = datetime(2026, 12, 1, 10, 0, tzinfo=PARIS)

DATED = """
Nous reviendrons vers vous d'ici la fin de la semaine prochaine. => 2026-12-11
Nous vous recontacterons sous quinze jours. => 2026-12-16
Vous aurez une réponse avant le 5 décembre. => 2026-12-05
Je reviens vers vous mardi. => 2026-12-08
Vous recevrez une réponse dans un délai de deux semaines. => 2026-12-15
La décision sera prise d'ici mi-décembre. => 2026-12-20
Merci de nous laisser deux semaines. => 2026-12-15
Nous vous tiendrons informé de la suite d'ici vendredi. => 2026-12-04
Nous vous tiendrons informé(e) de la suite donnée à votre candidature d'ici vendredi. => 2026-12-04
Si vous n'avez pas de nouvelles d'ici trois semaines, considérez cela comme un refus. => 2026-12-22
Sans nouvelles de notre part d'ici trois semaines, considérez que nous ne donnons pas suite. => 2026-12-22
Sans réponse de notre part sous quatre semaines, voyez cela comme un refus. => 2026-12-29
Si toutefois vous n'aviez pas de retour de notre part dans les 30 jours, voyez cela comme un refus. => 2026-12-31
Je vous donne une réponse, positive ou négative, au plus tard le vendredi 11 décembre. => 2026-12-11
On te recontacte vendredi. => 2026-12-04
On revient vers toi en début de semaine prochaine. => 2026-12-09
Je te tiens au courant d'ici vendredi. => 2026-12-04
Tu auras une réponse d'ici la fin de la semaine. => 2026-12-04
Tu recevras notre réponse sous dix jours. => 2026-12-11
Je te redis ça demain. => 2026-12-02
Je vous appelle lundi prochain pour vous donner notre décision. => 2026-12-07
Je vous rappelle jeudi. => 2026-12-03
Nous vous ferons un retour dans les deux semaines. => 2026-12-15
Nous vous ferons part de notre décision avant Noël. => 2026-12-24
Nous vous communiquerons notre décision au plus tard le 18 décembre. => 2026-12-18
Nous pensons pouvoir vous répondre d'ici la fin du mois. => 2026-12-31
Nous espérons revenir vers vous courant de la semaine prochaine. => 2026-12-11
Nous devrions avoir une décision mercredi. => 2026-12-02
Nous ne manquerons pas de revenir vers vous d'ici le 15 décembre. => 2026-12-15
Je serai en mesure de vous donner une réponse d'ici vendredi. => 2026-12-04
Vous serez recontacté(e) dans les prochains jours. => 2026-12-08
Vous serez informé·e de notre décision dans les 15 jours. => 2026-12-16
Vous serez contacté par téléphone d'ici la fin de la semaine. => 2026-12-04
Une réponse vous sera apportée sous trois semaines. => 2026-12-22
Un retour vous sera fait d'ici vendredi. => 2026-12-04
La réponse vous parviendra avant le 20 décembre. => 2026-12-20
Une décision sera prise en fin de semaine. => 2026-12-04
Le jury rendra sa décision le 17 décembre. => 2026-12-17
D'ici vendredi, nous reviendrons vers vous. => 2026-12-04
La semaine prochaine, vous aurez de nos nouvelles. => 2026-12-11
Vous aurez de mes nouvelles d'ici mercredi. => 2026-12-02
Notre équipe vous recontactera sous 48h. => 2026-12-03
Sophie reviendra vers vous jeudi. => 2026-12-03
Mme Durand vous appellera demain. => 2026-12-02
Nous prendrons notre décision vendredi et reviendrons vers vous lundi. => 2026-12-07
Nous allons étudier votre dossier et vous recontacterons d'ici deux semaines. => 2026-12-15
Nous aurons une réponse du client d'ici jeudi. => 2026-12-03
Réponse d'ici vendredi. => 2026-12-04
Décision en fin de semaine prochaine. => 2026-12-11
Laissez-nous jusqu'à vendredi. => 2026-12-04
Laissez-nous une semaine pour vous répondre. => 2026-12-08
Nous ne pourrons pas vous répondre avant lundi. => 2026-12-07
La décision ne sera pas prise avant le 15 décembre. => 2026-12-15
Aucune décision ne sera prise avant vendredi. => 2026-12-04
Nous reviendrons vers vous dès que possible, au plus tard vendredi. => 2026-12-04
Je vous avais promis une réponse pour aujourd'hui. Ce sera plutôt jeudi. => 2026-12-03
Le comité se réunit jeudi et je vous appelle le lendemain. => 2026-12-04
La commission se réunit le 10 décembre et vous aurez une réponse la semaine suivante. => 2026-12-18
Je fais le point avec la direction demain et je reviens vers vous dans la foulée. => 2026-12-02
Attendez-vous à une réponse vendredi. => 2026-12-04
Vous saurez tout vendredi. => 2026-12-04
Vous serez fixé lundi. => 2026-12-07
Nous reprendrons contact avec vous d'ici une semaine. => 2026-12-08
Nous communiquerons avec vous d'ici le 18 décembre. => 2026-12-18
On se donne jusqu'à vendredi pour trancher. => 2026-12-04
Nos équipes étudient votre profil et vous répondront sous 10 jours ouvrés. => 2026-12-15
Merci de votre patience, vous aurez une réponse sous une semaine. => 2026-12-08
Comme convenu, je reviens vers vous en fin de semaine avec une réponse. => 2026-12-04
L'ensemble des candidats recevra une réponse d'ici le 22 décembre. => 2026-12-22
Les résultats seront communiqués le 15 décembre. => 2026-12-15
Les candidats seront informés d'ici le 15 décembre. => 2026-12-15
Nous mettons tout en œuvre pour vous répondre sous 15 jours. => 2026-12-16
Nous nous engageons à vous répondre dans un délai de 3 semaines. => 2026-12-22
Vous devriez avoir une réponse mercredi ou jeudi. => 2026-12-03
Je pense vous faire un retour vendredi. => 2026-12-04
Je t'envoie notre réponse demain. => 2026-12-02
nous reviendrons vers vous avec une decision d'ici vendredi => 2026-12-04
Nous vous ferons savoir d'ici lundi si vous êtes retenu. => 2026-12-07
Il nous faut encore une dizaine de jours avant de vous répondre. => 2026-12-11
Nous reviendrons vers vous dans les trois prochaines semaines. => 2026-12-22
Nous vous dirons ce qu'il en est d'ici demain soir. => 2026-12-02
Si nous ne vous avons pas recontacté d'ici le 15 décembre, considérez cela comme un refus. => 2026-12-15
Si vous n'avez pas reçu de réponse de notre part sous trois semaines, voyez cela comme un refus. => 2026-12-22
En l'absence de réponse de notre part sous un mois, considérez cela comme un refus. => 2027-01-01
Si nous ne revenons pas vers vous dans les quatre semaines, c'est un refus. => 2026-12-29
Sans retour de notre part dans un délai de trois semaines, vous pourrez considérer cela comme un refus. => 2026-12-22
Faute de réponse d'ici 4 semaines, merci de considérer cela comme un refus. => 2026-12-29
Sans nouvelle de ma part vendredi, n'hésite pas à me relancer. => 2026-12-04
Vous recevrez d'ici vendredi une réponse par mail. => 2026-12-04
Vendredi vous aurez notre réponse. => 2026-12-04
D'ici la fin du mois, vous serez informé de notre décision. => 2026-12-31
On prend une décision jeudi et on t'appelle dans la foulée. => 2026-12-03
On décide vendredi. => 2026-12-04
Nous déciderons d'ici la fin de la semaine. => 2026-12-04
La direction tranchera vendredi. => 2026-12-04
Le choix final se fera la semaine prochaine. => 2026-12-11
Je te dis ça demain soir. => 2026-12-02
Je te fais signe lundi. => 2026-12-07
Je vous tiendrai au courant d'ici mercredi soir. => 2026-12-02
Vous pouvez vous attendre à une réponse d'ici dix jours. => 2026-12-11
Comptez sur une réponse d'ici vendredi. => 2026-12-04
Le manager te rappelle demain. => 2026-12-02
Notre client nous donnera sa réponse jeudi et je vous appelle aussitôt. => 2026-12-03
Mon collègue Paul prendra contact avec vous d'ici vendredi. => 2026-12-04
Nous procédons aux derniers entretiens cette semaine et reviendrons vers vous avant Noël. => 2026-12-24
Il reste deux personnes à voir cette semaine. Vous aurez une réponse le vendredi 11 décembre. => 2026-12-11
Nous vous donnerons des nouvelles avant la fin de la semaine. => 2026-12-04
Nous vous enverrons une proposition d'ici jeudi. => 2026-12-03
Vous recevrez une réponse écrite avant le 31 décembre. => 2026-12-31
Une réponse sera donnée à chaque candidat d'ici le 18 décembre. => 2026-12-18
La décision finale interviendra courant janvier. => 2027-01-31
La réponse tombera lundi. => 2026-12-07
La réponse est attendue pour vendredi. => 2026-12-04
Nous clôturons les candidatures le 10 décembre et vous contacterons la semaine suivante. => 2026-12-18
Nous vous ferons connaître la suite dans les meilleurs délais, et au plus tard le 18 décembre. => 2026-12-18
Nous vous aviserons de notre décision d'ici deux semaines. => 2026-12-15
Nous communiquerons avec toi dans les deux prochaines semaines. => 2026-12-15
Merci de patienter jusqu'à vendredi. => 2026-12-04
Merci de nous accorder encore une dizaine de jours. => 2026-12-11
Nous avons besoin d'une semaine pour prendre notre décision. => 2026-12-08
Je vous demande de patienter jusqu'à lundi prochain. => 2026-12-07
Je vous recontacterai donc mercredi ou jeudi. => 2026-12-03
Je reviendrai vers vous en milieu de semaine prochaine. => 2026-12-10
Nous reviendrons vers vous la semaine du 14 décembre. => 2026-12-18
Vous aurez un retour sous huitaine. => 2026-12-08
Nous te répondons d'ici demain. => 2026-12-02
Nous vous répondons sous 72h. => 2026-12-04
Je vous ferai un retour en début de semaine prochaine quelle que soit la décision. => 2026-12-09
Quoi qu'il en soit, vous aurez une réponse d'ici le 15 décembre. => 2026-12-15
Vous aurez une réponse dans un délai d'une semaine. => 2026-12-08
Nous vous répondrons dans un délai d'un mois. => 2027-01-01
Au plus tard le 18 décembre, nous vous communiquerons notre décision. => 2026-12-18
Avant la fin de la semaine, vous recevrez un mail. => 2026-12-04
Dans le courant de la semaine prochaine, notre équipe prendra contact avec vous. => 2026-12-11
On fait le point lundi et on revient vers toi mardi. => 2026-12-08
On vous dit ça vendredi. => 2026-12-04
Nous vous rappellerons lundi. => 2026-12-07
Réponse demain. => 2026-12-02
On rencontre le dernier candidat jeudi, tu auras notre réponse vendredi. => 2026-12-04
Je ne pourrai pas vous donner de réponse avant la semaine prochaine. => 2026-12-11
Nous n'aurons pas de décision avant mi-janvier. => 2027-01-20
Nous ne reviendrons pas vers vous avant janvier. => 2027-01-31
Nous reviendrons vers vous au plus tard vendredi prochain. => 2026-12-04
On vous recontacte d'ici à la fin de la semaine. => 2026-12-04
Nous vous donnerons une réponse dans le courant de la semaine prochaine. => 2026-12-11
Notre service RH vous recontactera sous 8 jours. => 2026-12-09
Le directeur vous appellera lundi matin. => 2026-12-07
Je vous recontacte jeudi au plus tard. => 2026-12-03
Vous aurez des nouvelles de notre part d'ici le 11 décembre. => 2026-12-11
Tu auras de mes nouvelles d'ici demain soir. => 2026-12-02
Nous prévoyons de prendre une décision d'ici la fin de l'année. => 2026-12-31
Nous nous efforcerons de vous apporter une réponse dans un délai de 15 jours. => 2026-12-16
Nous ferons notre possible pour vous répondre d'ici vendredi. => 2026-12-04
Une réponse vous sera donnée dans les 10 jours. => 2026-12-11
Les candidats recevront une réponse d'ici au 18 décembre. => 2026-12-18
Chaque candidat recevra une réponse avant le 18 décembre. => 2026-12-18
La commission statuera le 15 décembre et vous serez informé. => 2026-12-15
Je vous informerai de la suite donnée à votre candidature avant la fin du mois. => 2026-12-31
Je t'appelle demain pour te dire ce qu'il en est. => 2026-12-02
Je reviens vers toi demain avec une réponse. => 2026-12-02
Nous vous écrirons dans la semaine du 14 décembre. => 2026-12-18
Nous devons encore rencontrer deux candidats et vous donnerons notre réponse le 10 décembre. => 2026-12-10
Nous reviendrons vers vous sous quinzaine. => 2026-12-16
On se laisse jusqu'à lundi pour décider. => 2026-12-07
Le choix sera arrêté d'ici la mi-décembre. => 2026-12-20
Notre décision vous sera communiquée par écrit d'ici deux à trois semaines. => 2026-12-22
Nous aimerions pouvoir vous donner une réponse d'ici vendredi. => 2026-12-04
Vous serez tenue informée des suites de votre candidature d'ici fin décembre. => 2026-12-31
Si vous n'avez pas reçu de réponse d'ici le 31 décembre, considérez cela comme un refus. => 2026-12-31
Sans réponse de notre part dans un délai de 4 semaines, vous pouvez considérer cela comme un refus. => 2026-12-29
Je ne peux pas vous répondre avant vendredi. => 2026-12-04
Nous n'avons pas encore pris de décision mais vous aurez une réponse lundi. => 2026-12-07
Je dois voir ma direction jeudi et je vous tiens au courant juste après. => 2026-12-03
Le délai est un peu plus long que prévu : vous aurez une réponse la semaine prochaine. => 2026-12-11
Désolée pour l'attente, je vous fais un retour avant la fin de la journée. => 2026-12-01
Je vous dirai quoi vendredi. => 2026-12-04
Le recruteur prendra contact avec vous par téléphone dans les prochains jours. => 2026-12-08
Vous serez recontactés par notre cabinet d'ici à 10 jours. => 2026-12-11
Nous avons prévu de vous donner une réponse le 9 décembre. => 2026-12-09
Rendu de la décision le 9 décembre. => 2026-12-09
Retour prévu vendredi. => 2026-12-04
Mon assistante vous contactera d'ici demain midi. => 2026-12-02
Les résultats tomberont le 18 décembre. => 2026-12-18
Nous communiquerons les résultats le 18 décembre. => 2026-12-18
Vous connaîtrez notre décision le 18 décembre. => 2026-12-18
Soyez assuré que vous aurez une réponse d'ici la fin du mois. => 2026-12-31
Bonne nouvelle, tu devrais recevoir notre proposition demain. => 2026-12-02
"""

NOTHING = """
Merci de nous répondre avant vendredi.
Merci de me confirmer votre présence d'ici mercredi.
Pouvez-vous me recontacter avant jeudi ?
Merci de revenir vers nous d'ici vendredi.
Vous avez jusqu'au 10 décembre pour compléter le test.
Vous devez nous renvoyer le questionnaire avant vendredi.
Nous attendons votre réponse avant vendredi.
Nous attendons votre retour pour lundi.
Dites-moi d'ici demain si cela vous convient.
Veuillez nous faire parvenir les documents avant le 5 décembre.
N'hésitez pas à nous recontacter d'ici vendredi.
Je vous confirme notre entretien mardi 8 décembre à 14h.
Nous vous attendons mardi 8 décembre à 10h.
Votre entretien aura lieu le 8 décembre.
Je reviens vers vous suite à notre entretien de mardi.
Je reviens vers vous pour vous proposer un entretien mardi 8 décembre.
Je reviens vers vous concernant votre candidature du 12 décembre.
Je vous contacte au sujet de votre entretien de vendredi.
Je vous rappelle que l'entretien aura lieu vendredi.
Je vous rappelle notre rendez-vous de vendredi.
Nous vous rappelons votre entretien vendredi.
Je vous appelle mardi à 14h pour notre entretien.
Je vous appellerai jeudi 3 décembre à 11h.
Vous rencontrerez Mme Durand vendredi.
Vous serez reçu par le directeur lundi.
Vous recevrez le lien Teams avant l'entretien de mardi.
Si votre profil est retenu, nous vous recontacterons sous deux semaines.
Si votre candidature retient notre attention, vous serez contacté d'ici vendredi.
En cas de suite favorable, nous vous contacterons d'ici la fin du mois.
Seuls les candidats retenus seront contactés d'ici le 15 décembre.
Seules les candidatures retenues recevront une réponse sous 15 jours.
Sous réserve de validation, nous vous recontacterons vendredi.
Nous conservons votre CV deux ans.
Nous conservons votre candidature pendant 24 mois et vous recontacterons si un poste s'ouvre.
Votre candidature sera conservée dans notre vivier pendant deux ans.
Nous reviendrons vers vous prochainement.
Nous vous répondrons dans les meilleurs délais.
Nous vous recontacterons rapidement.
Vous aurez une réponse très vite.
Nous revenons vers vous dès que possible.
Nous ne manquerons pas de vous tenir informé.
Nous avons bien reçu votre candidature hier.
Nous nous sommes rencontrés mardi dernier.
Comme promis la semaine dernière, voici notre retour.
Je vous avais dit que je reviendrais vers vous avant vendredi.
Nous recevons encore des candidats jusqu'à vendredi et reviendrons vers vous ensuite.
Les entretiens se dérouleront la semaine prochaine.
Le poste est à pourvoir à partir du 4 janvier.
La date limite de candidature est le 15 décembre.
Je suis en congés jusqu'à lundi et vous répondrai à mon retour.
Je suis absent jusqu'au 7 décembre.
Nous serons ravis de vous rencontrer mardi.
Au plaisir de vous lire avant vendredi.
Dans l'attente de votre réponse d'ici vendredi.
Nous espérons avoir de vos nouvelles d'ici vendredi.
Votre commande vous sera livrée sous 48h.
Votre demande sera traitée sous 5 jours ouvrés.
Vous recevrez un mail de confirmation sous 24h.
Nous vous recontacterons une fois les entretiens de la semaine prochaine terminés.
Nous vous recontacterons après le 15 décembre.
Nous vous proposons un entretien vendredi.
Nous vous invitons à passer un test avant le 10 décembre.
Nous vous prions de nous informer avant vendredi.
Je ne vous recontacterai pas vendredi.
Avez-vous eu une réponse vendredi ?
Nous vous remercions de votre visite d'hier et restons à votre disposition jusqu'à vendredi.
Vous commencerez le 4 janvier.
Vous recevrez chaque semaine nos offres.
Le service est fermé jusqu'à lundi.
Nous vous tiendrons au courant jusqu'à vendredi.
Merci de préparer le cas pratique pour mardi, nous en discuterons ensemble.
Je vous propose de nous revoir la semaine prochaine.
Êtes-vous disponible la semaine prochaine ?
L'offre est valable jusqu'au 15 décembre.
Je vous envoie le contrat, merci de le signer avant vendredi.
Notre bureau sera fermé du 24 décembre au 4 janvier.
Vendredi 8h30 c'est parfait, je vous envoie l'invitation Teams dans la foulée.
Je vous envoie le lien demain pour notre entretien de jeudi.
Je vous transmets ci-joint la convocation pour votre entretien du 8 décembre.
Nous vous informons que votre entretien est fixé au 8 décembre.
Nous vous informons que les bureaux seront fermés vendredi.
Vous serez attendu à l'accueil le 8 décembre.
Vous pourrez vous présenter à l'accueil dès lundi.
Le télétravail est possible deux jours par semaine après trois mois.
La période d'essai sera de trois mois.
La prise de poste est prévue le 4 janvier.
Vous aurez un entretien avec notre directrice mardi.
Vous aurez un premier échange avec Paul jeudi prochain.
Vous pouvez me joindre jusqu'à vendredi au 01 02 03 04 05.
Je serai joignable demain.
Nous serons fermés jusqu'au 4 janvier.
Ce lien est valable jusqu'au 30 décembre.
Nous vous recevrons dans nos locaux jeudi 3 décembre.
J'ai transmis votre CV à la responsable qui rentre lundi.
Merci de bien vouloir nous recontacter d'ici vendredi pour fixer un rendez-vous.
Pourriez-vous nous donner une réponse d'ici vendredi ?
Nous aurons besoin de votre réponse pour lundi.
Nous souhaiterions vous rencontrer la semaine prochaine.
On se voit mardi.
On vous appelle vendredi à 10h.
Nous vous appellerons demain entre 14h et 15h.
Je vous téléphonerai mercredi pour notre premier entretien.
Votre CDI débutera le 4 janvier et vous recevrez votre contrat après.
Si vous souhaitez donner suite, vous serez recontacté dans la semaine.
Dès réception de votre dossier complet, nous vous répondrons sous 15 jours.
Dans le cas où votre profil nous intéresse, nous vous recontacterons sous trois semaines.
Lorsque votre dossier sera complet, vous recevrez une réponse sous huit jours.
Nous vous recontacterons uniquement si votre profil est retenu, sous 15 jours.
Votre réponse est attendue pour vendredi.
Nous sommes sans nouvelles de votre part depuis vendredi.
Sans réponse de votre part d'ici vendredi, nous considérerons que vous n'êtes plus intéressé.
Sans retour de votre part sous 48h, votre candidature sera classée.
Sans nouvelles de votre commande sous 48h, contactez le service client.
L'équipe passe à l'heure d'été dimanche.
Les inscriptions seront closes le 15 décembre.
Il était prévu que nous vous répondions vendredi dernier.
Je vous remercie de votre retour avant vendredi.
Nous vous remercions par avance de votre réponse d'ici le 10 décembre.
Vous aurez accès au test jusqu'au 10 décembre.
Vous aurez deux heures pour compléter le test, avant le 10 décembre.
Vous recevrez un lien pour passer le test avant le 10 décembre.
Vous allez recevoir une invitation Teams pour mardi.
Vous devrez rendre le cas pratique d'ici lundi.
Le test devra être rendu d'ici lundi.
Le test sera à rendre pour lundi.
Je vous laisse jusqu'à vendredi pour me répondre.
Je vous laisse jusqu'à mercredi pour réfléchir à notre proposition.
Nous vous laissons une semaine pour nous donner votre réponse.
Prenez le temps d'y réfléchir et revenez vers moi d'ici lundi.
Revenez vers nous d'ici vendredi.
Tiens-moi au courant d'ici vendredi.
Dis-moi avant jeudi si ça te va.
Tu me diras vendredi.
Vous me direz vendredi si cela vous convient.
J'attends votre réponse pour vendredi.
On attend ta réponse d'ici demain.
Pour toute question, nous vous répondrons sous 48h.
L'entretien durera une heure et se tiendra mardi.
Nous avons transmis votre dossier au client la semaine dernière.
Je vous ai appelé hier.
Nous vous avons laissé un message lundi.
Votre candidature a été transmise au service concerné le 30 novembre.
Vous aviez jusqu'à hier pour répondre.
Nos locaux seront ouverts dès 8h mardi.
La journée portes ouvertes aura lieu le 12 décembre, vous recevrez des informations sur place.
Le processus de recrutement se déroule sur trois semaines.
Le contrat débutera le 4 janvier.
Nous serons en contact avec vous tout au long du processus.
Prochaine étape : entretien avec le directeur la semaine prochaine.
Je serai votre interlocutrice jusqu'au 15 décembre.
Le poste sera pourvu d'ici janvier.
Nous cherchons quelqu'un pour le 4 janvier.
La mission est prévue jusqu'en juin.
Nous vous souhaitons de bonnes fêtes et reviendrons vers vous après les fêtes.
L'offre reste ouverte jusqu'au 20 décembre.
Les candidatures sont reçues jusqu'au 20 décembre.
Les entretiens auront lieu entre le 7 et le 11 décembre.
Votre entretien est confirmé pour mardi 8 décembre.
Je te propose mardi ou jeudi.
Je vous propose un appel vendredi.
Je vous appelle dans cinq minutes.
Merci de votre appel de vendredi.
Nous avons rencontré les autres candidats lundi.
Sans réponse de ta part d'ici lundi, je propose le créneau à quelqu'un d'autre.
À défaut de réponse de votre part avant le 10 décembre, l'offre sera caduque.
Si nous n'avons pas de nouvelles de vous d'ici vendredi, nous considérerons que vous renoncez.
Vous serez payé à la fin du mois.
Votre colis arrivera vendredi.
Le technicien vous contactera demain.
Un conseiller vous rappellera sous 24h au sujet de votre commande.
L'examen des dossiers prendra environ trois semaines, après quoi nous vous contacterons.
Le processus prendra fin le 18 décembre et chaque candidat recevra une réponse.
On se rappelle vendredi pour le verdict.
Au-delà de trois semaines, considérez cela comme un refus.
Le comité se réunit mardi prochain, nous vous tiendrons au courant ensuite.
"""

#: counted from the interview
AFTER = """
Nous vous donnerons une réponse dans les dix jours suivant votre entretien. => 10
Vous aurez une réponse une semaine après l'entretien. => 7
"""

#: about arranging an interview
SCHEDULING = """
Nous vous proposerons des créneaux d'ici la fin de la semaine. => 2026-12-04
Nous vous recontacterons pour convenir d'un entretien d'ici vendredi. => 2026-12-04
"""

#: (text, sent, by): other days of the week, other offsets
SENT_ON = [
    ("Je reviens vers vous mardi.", datetime(2026, 12, 3, 18, 0, tzinfo=PARIS), date(2026, 12, 8)),
    ("Vous aurez une réponse d'ici vendredi.", datetime(2026, 12, 4, 9, 0, tzinfo=PARIS), date(2026, 12, 4)),
    ("Nous vous répondrons cette semaine.", datetime(2026, 12, 2, 9, 0, tzinfo=PARIS), date(2026, 12, 4)),
    ("Nous vous recontacterons sous 10 jours ouvrés.", datetime(2026, 12, 4, 9, 0, tzinfo=PARIS), date(2026, 12, 18)),
    ("Vous aurez une réponse avant le 15 janvier.", datetime(2026, 12, 20, 9, 0, tzinfo=PARIS), date(2027, 1, 15)),
    ("Je te rappelle demain.", datetime(2026, 12, 1, 23, 30, tzinfo=ZoneInfo("America/Montreal")), date(2026, 12, 2)),
]


def lines(table: str) -> list[list[str]]:
    return [line.split(" => ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "by"), lines(DATED))
def test_a_promise_has_its_day(text, by):
    promises, _ = find_promises(text, SENT, PARIS, "fr")
    assert [promise.by for promise in promises] == [date.fromisoformat(by)]


@pytest.mark.parametrize("text", NOTHING.strip().splitlines())
def test_what_only_names_a_day_promises_nothing(text):
    assert find_promises(text, SENT, PARIS, "fr")[0] == ()


@pytest.mark.parametrize(("text", "days"), lines(AFTER))
def test_a_promise_counts_from_the_interview(text, days):
    promises, _ = find_promises(text, SENT, PARIS, "fr")
    assert [promise.after_interview_days for promise in promises] == [int(days)]


@pytest.mark.parametrize(("text", "by"), lines(SCHEDULING))
def test_a_promise_to_arrange_is_marked(text, by):
    promises, _ = find_promises(text, SENT, PARIS, "fr")
    assert [(promise.by, promise.about_scheduling) for promise in promises] == [(date.fromisoformat(by), True)]


@pytest.mark.parametrize(("text", "sent", "by"), SENT_ON)
def test_words_count_from_the_mails_own_day(text, sent, by):
    promises, _ = find_promises(text, sent, PARIS, "fr")
    assert [promise.by for promise in promises] == [by]


@pytest.mark.parametrize(
    ("text", "subject", "heard"),
    [
        ("Merci pour notre échange. Vous aurez notre réponse vendredi.", "Re: Notre entretien", True),
        ("Je reviens vers vous vendredi avec le devis.", "Devis cuisine", False),
        ("Votre véhicule sera prêt, nous vous rappelons vendredi.", "Garage", False),
        ("Nous vous répondrons d'ici vendredi au sujet de votre dossier de location.", "Appartement", False),
        ("Une réponse vous sera apportée au plus tard vendredi.", "Impôts", False),
    ],
)
def test_in_a_mail_of_nobody_known_only_an_applicants_answer_counts(text, subject, heard):
    promises, _ = find_promises(text, SENT, PARIS, "fr", around=(subject, ""))
    assert bool(promises) is heard


def test_phrases_hold_only_the_forms_that_spellings_lead_to():
    """A form that `spellings` leads elsewhere is never met in a mail."""
    lists = tomllib.loads(files("followupd.languages").joinpath("fr/promises.toml").read_text(encoding="utf-8"))
    led = {entry.split(" = ")[0] for entry in lists.pop("spellings")}
    words = {token.text for phrases in lists.values() for phrase in phrases
             for piece in phrase.translate(str.maketrans("()|", "   ")).split(" ") for token in cut(piece)}
    assert words & led == set()
