//! Table: the words and phrases that cues of boilerplate and of news go by, per language.
//!
//! Lower case; an apostrophe or hyphen parts words, as in the text; a phrase has at most three words. Only words that say the
//! same at any publisher stand here: what a page asks of its reader, what it calls itself, and how news is told.

use super::words::Kind;

/// English, German, French, Spanish: the order of the columns of [`CUE_WORDS`].
pub(super) const CODES: [&str; 4] = ["en", "de", "fr", "es"];

/// One row per kind of word: its words in each of [`CODES`], commas between them.
#[rustfmt::skip]
pub(super) const CUE_WORDS: &[(Kind, [&str; 4])] = &[
    (Kind::You, [
        "you,your,yours,yourself",
        "du,dir,dich,dein,deine,deinen,deinem,deiner,ihr,euch,eure,euren,eurem,eurer",
        "vous,votre,vos,tu,toi,ton,ta,tes,te",
        "tú,tu,tus,te,ti,contigo,usted,ustedes,vos,vosotros,vuestro,vuestra",
    ]),
    (Kind::We, [
        "we,our,ours,us,let us,we re,we ll,we ve",
        "wir,uns,unser,unsere,unserem,unseren,unserer,unseres",
        "nous,notre,nos",
        "nosotros,nos,nuestro,nuestra,nuestros,nuestras",
    ]),
    (Kind::I, [
        "i,my,me,mine,myself",
        "ich,mich,mir,mein,meine,meinen,meinem,meiner",
        "je,j,moi,mon,ma,mes",
        "yo,mí,mi,mis",
    ]),
    (Kind::They, [
        "he,she,they,him,his,her,hers,their,them,himself,herself,themselves",
        "er,ihn,ihm,sein,seine,seinen,seinem,seiner,ihnen",
        "il,elle,ils,elles,lui,leur,leurs",
        "él,ella,ellos,ellas,les,suyo,suya",
    ]),
    (Kind::Order, [
        "accept,access,add,advertise,apply,ask,book,browse,buy,catch,check,choose,claim,click,compare,complete,contact,continue,\
         discover,discuss,donate,download,email,enjoy,enter,explore,follow,forward,fundraise,get,gift,have your say,help,hide,join,\
         learn,listen,log,never miss,play,please,print,read,receive,register,request,reach,save,scan,see,send,share,shop,sign,skip,\
         stream,submit,subscribe,swipe,switch,tell,try,tune,unlock,upgrade,view,visit,volunteer,vote,watch,write,don,remember,take,\
         make,keep,meet,find,turn,call,give,become,pick,hear,tap,ring,stay,go to,come along,rate,like what,start,let us know,\
         weigh in,feel free,want to,want the,got a,have a,looking for,fancy,interested in,earn,search,support us,support our,\
         support quality,support independent,support local,expand,tweet,pull up",
        "abonnieren,abonniere,abonniert,folgen,folge,folg,folgt,lesen,lies,lest,hören,höre,hör,hört,schauen,schau,sehen,sieh,jetzt,\
         melden,melde,laden,lade,klicken,klick,klickt,teilen,teile,teilt,schreiben,schreib,schreibt,spenden,spende,spendet,\
         unterstützen,unterstütze,werden,werde,sichern,sichere,testen,teste,fragen,frag,frage,fragt,kommen,komm,kommt,bleiben,bleib,\
         bleibt,bestellen,bestelle,diskutieren,diskutiere,diskutiert,besuchen,besuch,besuche,nutzen,nutze,finden,finde,bewerben,\
         bewirb,bitte,weiterlesen,entdecken,entdecke,holen,hol,verpassen,verpasse,rufen,ruf,schicken,schick,schickt,senden,sende,\
         machen,mach,macht,legen,lege,vergleichen,vergleiche,wählen,wähle,eröffnen,eröffne,starten,starte,registrieren,registriere,\
         unterzeichnen,unterzeichne,unterschreiben,unterschreibe,beachten,beachte,geben,gib,erzählen,erzähl,helfen,hilf,schenken,\
         schenke,ab",
        "abonnez,abonne,suivez,suis,lisez,lis,lire,écoutez,écoute,écouter,regardez,regarde,voir,voyez,retrouvez,retrouve,découvrez,\
         découvre,inscrivez,inscris,recevez,reçois,téléchargez,télécharge,télécharger,partagez,partage,partager,rejoignez,rejoins,\
         participez,participe,cliquez,clique,soutenez,soutiens,faites,fais,donnez,donne,signez,signe,devenez,deviens,contactez,\
         contacte,écrivez,écris,envoyez,envoie,appelez,appelle,essayez,essaie,profitez,profite,ouvrez,ouvre,ajoutez,ajoute,\
         choisissez,consultez,consulte,connectez,posez,ne manquez,ne ratez,accédez,accéder,assistez,créez,crée,offrez,réservez,\
         réagissez,commentez,demandez,demande,testez,vérifiez,sélectionnez,acceptez,accepter,imprimer,retour,aller",
        "suscríbete,suscríbase,suscribirse,síguenos,síganos,sigue,siga,sigan,lee,lea,leer,escucha,escuche,escuchar,mira,mire,ver,\
         véase,vea,descubre,descubra,descarga,descargue,descargar,descárgate,descárguese,regístrate,regístrese,apúntate,inscríbete,\
         inscríbase,recibe,reciba,únete,únase,participa,participe,comparte,comparta,compartir,haz,haga,dona,done,firma,firme,hazte,\
         contacta,contacte,escríbenos,escríbanos,envía,envíe,envíanos,llama,llame,prueba,pruebe,aprovecha,abre,abra,añade,añada,\
         elige,elija,consulta,consulte,pregunta,pregúntale,pregunte,contrate,contrata,opere,opera,regala,regale,déjanos,déjenos,\
         deja,cuéntanos,mándanos,manda,mande,date,solicita,solicite,compra,compre,accede,acceda,vota,vote,colabora,ayuda,ayúdanos,\
         consigue,consiga,activa,active,no te pierdas,no se pierda,conoce,conozca,ir,volver,acepta,acepte",
    ]),
    (Kind::Subscribe, [
        "subscribe,subscribing,subscription,subscriptions,sign up,sign me,signing up,signed in,sign in,log in,logged in,membership,\
         free trial,inbox,unsubscribe,mailing list,become a member,already a member,a member,members only,for members,\
         distribution list,paid plan,annual plan,paywall,notifications,alerts,free articles,your account,an account,a plan,\
         digital edition,print edition,house rules,subscribers only,for supporters,for subscribers,as a member,as a subscriber,\
         patrons,free article,articles left,members room,premium,subscriber only,cancel anytime,cancel any time",
        "abonnieren,abonniere,abo,abos,abonnement,anmelden,anmeldung,abbestellen,postfach,registrieren,mitglied,probeabo,probemonat,\
         tagespass,einloggen,zugang,push,benachrichtigungen,mitgliedschaft,konto anlegen,artikel frei",
        "abonnez,abonne,abonnement,abonnements,abonné,abonnés vous,inscrivez,inscription,désinscrire,connectez,boîte mail,\
         boîte de réception,adhérez,adhésion,alertes,notifications,essai gratuit,sans engagement,liste de diffusion,réservé aux,\
         désabonner,votre compte,parrainez",
        "suscríbete,suscríbase,suscripción,suscribirte,apúntate,inscríbete,regístrate,buzón,darse de baja,date de alta,hazte socio,\
         iniciar sesión,alertas,notificaciones,tu correo,prueba gratuita,avisos,lista de distribución,baja,cuenta gratis,\
         artículos gratis",
    ]),
    (Kind::Outlet, [
        "newsletter,newsletters,podcast,podcasts,app,apps,channel,episode,episodes,briefing,website,webpage,site,homepage,feed,\
         forum,blog,quiz,crossword,puzzles,webinar,chatbot,broadcast,programme,transcript,headlines,feeds,webcast,portal,page,pages,\
         video,videos,magazine,edition,print edition,series,archive,survey,readers survey,bulletin,coverage,livestreamed,livestream,\
         recording,subtitles,sister site,catch up,reading list,signed versions,print issue,our sister",
        "newsletter,podcast,podcasts,app,apps,kanal,folge,folgen,ausgabe,mediathek,webseite,website,seite,artikel,beitrag,beiträge,\
         sendung,magazin,forum,quiz,umfrage,webinar,chatbot,video,videos,audio,dossier,themenpaket,heft,sonderheft,\
         kommentarfunktion,kommentare,portal,rubrik,archiv",
        "newsletter,infolettre,podcast,podcasts,appli,application,chaîne,épisode,épisodes,numéro,édition,site,page,pages,article,\
         articles,émission,magazine,revue,forum,quiz,sondage,webinaire,chatbot,vidéo,vidéos,audio,rubrique,antenne,replay,contenu,\
         contenus,récit,colonnes,kiosque,archives",
        "boletín,newsletter,pódcast,podcast,app,aplicación,canal,episodio,edición,web,sitio,página,páginas,artículo,artículos,\
         revista,foro,encuesta,vídeo,vídeos,video,audio,monográfico,contenido,contenidos,periódico,portal,reportaje,entrevista,\
         crónicas,redes",
    ]),
    (Kind::ThisPage, [
        "this article,this story,this page,this post,this site,this website,this newsletter,this transcript,this document,\
         this release,this video,this piece,this content,this programme,this publication,this press,this blog,this column,\
         this feature,this interview,this podcast,this episode,this statement,this newsfeed,this form,this paper,this brief,\
         this communiqué,this feed,this series,this edition,this distribution,this chart,this email,this recording,this commentary,\
         this dispatch,this copy,to this report,our site,our website,our newsletter,our app,our channel,our page,our readers,\
         our reporters,our journalism,our newsroom,our podcast,our correspondents,our journalists,our coverage,this report,\
         our story,this version,earlier version,our stories,our editors,our reporting,the newsroom,this archive,tonight s paper,\
         our magazine,our email,this material may,any part of,this project is,this information is,this footage,this calendar,\
         this notice,this figure,this chapter,media playback,your browser,your device,this device,javascript,this summary",
        "dieser artikel,dieser beitrag,dieser text,diese seite,dieses video,diese sendung,diese publikation,diese meldung,\
         dieses dokument,dieses werk,dieser website,diesem artikel,diesem beitrag,diesen artikel,diesen beitrag,diesem text,\
         diese mitteilung,dieses thema,dieser seite,dieser stelle,diese studie,dieser studie,dieses heft,diese inhalte,der beitrag,\
         der artikel,diese website,dieses angebot,diese information,diese reportage,diese recherche",
        "cet article,cette page,ce site,cette vidéo,ce contenu,cette publication,ce document,cette information,cet entretien,\
         cette émission,ce texte,cette note,ce récit,ce reportage,cette étude,ces informations,cette enquête,ce podcast,\
         ce communiqué,cette dépêche,ce dossier,ce qui précède",
        "este artículo,esta página,este sitio,este vídeo,este contenido,esta publicación,este documento,esta información,\
         esta entrevista,este texto,esta nota,este reportaje,este trabajo,este informe,estas líneas,esta web,este análisis,\
         esta historia,esta noticia,este comunicado,lo publicado aquí,este programa",
    ]),
    (Kind::Newsroom, [
        "newsroom,newsdesk,news desk,editor,correspondent,correspondents,reporter,columnist,press office,freelance,moderators,\
         masthead,contributor,contributors,spokespeople,sub editor,duty officer,media contact,columnists,staff writer,\
         staff reporter,our staff,the author,the authors,the writer,readers,our reader,journalists,the editors,editors note,\
         editor s note,editorial team,press officer,duty editor",
        "redaktion,redakteur,redakteurin,autor,autorin,autoren,verfasser,verfasserin,verfassers,korrespondent,korrespondentin,\
         reporterin,reporter,leser,leserinnen,pressestelle,ansprechpartner,ansprechpartnerin,herausgeber,newsroom,lokalredaktion,\
         wissenschaftlerin,pressekontakt,servicetelefon,kundenservice",
        "rédaction,rédacteur,rédactrice,auteur,autrice,journaliste,journalistes,correspondant,correspondante,lecteurs,\
         contacts presse,contact presse,service presse,relations presse,éditeur,chroniqueur,reporters,signé,directrice de la,\
         directeur de la,chercheuse,chercheur,service clients,reporter",
        "redacción,redactor,redactora,redactores,autor,autora,autores,autoras,periodista,periodistas,corresponsal,corresponsales,\
         lectores,gabinete de comunicación,contacto,contacto para medios,editores,directora,investigadora,investigador,prensa,\
         mesa de edición,portavoces,defensor,escritora,escritor,analista",
    ]),
    (Kind::Legal, [
        "copyright,reserved,trademark,trademarks,licensed,liable,disclaimer,disclosure,privacy,cookie,cookies,reproduction,\
         reproduced,redistributed,redistribution,warranty,views expressed,not constitute,purposes only,legal force,authentic,\
         syndication,syndicated,accepts no,no responsibility,personal data,unauthorised,unauthorized,all rights,rights reserved,\
         terms of use,terms of service,terms and,not responsible,sole responsibility,responsible for the,responsibility for the,\
         opinions expressed,opinions in,its contents,written permission,prior permission,without permission,consent of,\
         our standards,our policy,privacy policy,our privacy,cookie policy,our code,code of practice,the licence,under licence,\
         open licence,editorial guidelines,for accuracy,or accuracy,any liability,no liability,the views,of the author,\
         of the authors,in any jurisdiction,not for release,not for publication,may be reused,personal information,not reflect,\
         necessarily reflect,necessarily those,necessarily represent,do not reflect,shall not be,be liable,no responsibility for,\
         bears no,user agreement,never sell,never to sell,your details,review policy,without notice,otherwise stated,our terms,\
         fair use,author s own,writer s own,columnist s own,are subject to",
        "nachdruck,vorbehalten,haftung,gewähr,verantwortlich,datenschutzerklärung,datenschutz,cookies,zustimmung,impressum,agb,\
         vervielfältigung,weiterverbreitung,weiterverwendung,untersagt,auszugsweise,urheberrecht,ausschließlich,auffassung,wider,\
         gestattet,nutzungsbedingungen,haftungsausschluss,personenbezogenen,einwilligung,quellenangabe,verwertung,barrierefreiheit,\
         unverbindlich,geschützt,alle rechte,der lizenz,ohne lizenz,schriftlicher genehmigung,ohne genehmigung,eigene meinung,\
         haftet nicht,keine haftung,datenschutzhinweise,ihre daten,verarbeitung ihrer",
        "reproduction,interdite,droits,réservés,autorisation,témoins de connexion,cookies,mentions légales,confidentialité,\
         avertissement,titre indicatif,engager,engagent,exclusivement,consentement,données personnelles,rediffusion,droit d auteur,\
         exprimées,tous droits,sauf mention,ne constitue,ne saurait,ne sauraient,vie privée,sous licence,la responsabilité,\
         conditions générales,opinions exprimées",
        "reproducción,derechos,reservados,permiso,autorización,responsabilidad,cookies,aviso legal,privacidad,descargo,\
         redistribución,prohibida,prohibido,consentimiento,necesariamente,opiniones,autoriza,accesibilidad,datos personales,\
         protección de datos,reflejan,no constituye,meramente,su procedencia,responsabilidad exclusiva,la opinión de,bajo licencia,\
         normas de",
    ]),
    (Kind::Risk, [
        "past performance,investment advice,financial advice,personal advice,capital at risk,own research,forward looking,\
         informational purposes,general information,holds small,go down as,qualified adviser,level of risk,afford to lose,\
         prepared to lose,delayed,actual results,not been registered,non gaap,real time quotes,at least 15,capital is at,\
         no position in,any position,value of investments,to buy or,offer or solicitation,lose all,lose money,inside information,\
         not investment advice,forward looking statements,registered under,professional clients,retail accounts,all times are,\
         prices as of,shares named,shares mentioned,affiliate links,affiliate disclosure",
        "anlageberatung,totalverlust,kein finanzrat,wertentwicklung,zeitverzögert,ohne gewähr,kursdaten,anlageempfehlung,verzögert,\
         kaufempfehlung,angaben ohne,interessenkonflikt,hält zum zeitpunkt,wertentwicklungen,aufforderung zum,keine rückschlüsse,\
         zum kauf oder",
        "performances passées,conseil financier,conseil en investissement,perte en capital,propres recherches,ne détient,différés,\
         risque de perte,plus values,volatils,prêt à perdre",
        "rentabilidades pasadas,rentabilidades futuras,asesoramiento,no constituye,propia investigación,carece de posiciones,posee,\
         perder todo,minutos de retraso,recomendación de",
    ]),
    (Kind::Credit, [
        "reporting by,edited by,written by,editing by,writing by,contributed to,photo,photograph by,graphics by,courtesy of,\
         additional reporting,produced by,compiled by,translated by,translated from,words by,fact checked,credit,credits,screenshot,\
         video by,hat tip,reviewed by,supported by,funded by,co funded,press release,as told to,camera and edit,file photo,\
         stock picture,cover art,getty,shutterstock,contributed reporting,contributed from,picture,pictures,photos,image,images,\
         illustration,photograph,photographs,with thanks to,thanks to the,source,sources,translation by,was translated,text and,\
         with the support,with support from,made possible by,research assistance,grant from,produced with,hosted by,presented by,\
         narrated by,directed by,reporting from,colleague,additional reporting by,photography by,illustrations by,music by,\
         live blog,photographed,camera operator",
        "foto,fotos,titelbild,grafik,redaktionelle mitarbeit,bericht von,geschrieben von,redigiert von,übersetzt,übersetzung,\
         illustration,pressemitteilung,montage,symbolbild,archivbild,screenshot,produktion,regie,mit material,mit informationen,\
         imago,fotografie,illustrationen,protokoll,quelle,quellen,bild,bilder,unter mitarbeit,text und,kamera,bildquelle,textquelle,\
         fotograf,bildnachweis,grafiken,übertragen von,aus dem englischen,gelesen von",
        "crédit,crédits,illustration,illustrations,traduit,traduction,propos recueillis,graphique,rédigé par,édité par,montage,\
         infographie,réalisation,capture d écran,légende,photographie,avec agences,reportage de,photo,photos,crédit photo,source,\
         sources,image,images,texte,textes,avec afp,reportage réalisé,journaliste traduit,correspondance,propos,avec le soutien",
        "foto,fotos,fotografía,fotografías,traducción,traducción de,reporte de,editado por,editado en,edición de,con información,\
         ilustración,ilustraciones,gráfico,retratos,captura,infografía,texto y,fuente,imagen,imágenes,vía,por la redacción,\
         texto original,con agencias",
    ]),
    (Kind::Offer, [
        "free,offer,offers,discount,bonus,deals,ticket,tickets,sponsored,sponsor,sponsors,advertisement,advertorial,ad,ads,adverts,\
         promoted,paid for,partner,partners,exclusive,ad free,no spam,early access,vacancies,apply now,pre order,on sale,\
         welcome bonus,brought to,in partnership,giveaway,half price,gift card,promo code,\
         deal of the,best deals,tickets for,tickets on,buy something,money back,money off,sale ends,while stocks last,at the door,\
         free to view,co funded,save up to,earn a commission,may earn,a small commission,small cut",
        "kostenlos,kostenfrei,gratis,angebot,rabatt,gutschein,sichern,anzeige,werbung,werbehinweis,gesponsert,provision,\
         startguthaben,bonus,euro im monat,tickets,eintritt,gewinnspiel,verlosen,schnickschnack,exklusiv,prämie,banner,sonderreport,\
         probeheft,gratisprobe,werbepartner,unserem partner",
        "gratuit,gratuite,gratuitement,offert,offerte,promo,bon plan,publicité,publicités,sponsorisé,affiliés,euros par mois,cadeau,\
         billets,gagner,exclusif,réduction,offrez,réservée,prix doux,notre offre,offre spéciale,notre partenaire,places disponibles,\
         code promo,petite commission",
        "gratis,gratuito,gratuita,descuento,publicidad,patrocinado,patrocinada,colaborador,bienvenida,euros al mes,chollo,plazas,\
         ganar,gratuitas,exclusivo,promoción,limitadas,sin coste,por 1 euro,llévate,sorteo,nuestra oferta,oferta especial,\
         plazas limitadas,pequeña comisión,sin comisiones",
    ]),
    (Kind::Pointer, [
        "read more,read also,also read,see also,more on,more from,related,related content,you might also,you may also,recommended,\
         recommended for,most popular,trending,most read,top stories,next article,back to,skip to,find out more,further reading,\
         continue reading,editors picks,click here,for more,more stories,share this,comments,tags,filed under,view original,\
         full report,read another,story continues,don miss,read next,up next,in this section,in full,related links,more information,\
         further information,have your say,below,above,watch the full,watch now,watch live,learn more about,in pictures,\
         photo gallery,more about,see more,full story,full statement,original story,full guidance,can be found,can be seen,\
         can be heard,can be read,can be downloaded,available at,available on,available from,available online,available under,\
         original version,join the conversation,join the discussion,play video,watch our,keywords,suggested topics,\
         suggested citation,in next month,full interview,full film,hear the full,read the full,full version,further details,\
         on demand,related stories,more information on,symbols in this,elsewhere on this,for the latest,footnotes,full list,\
         interactive dashboard,the full interview,was this helpful,this helpful,information helpful,page helpful,stories saved",
        "bitte,weiteren,mehr zum thema,lesen sie auch,lies auch,auch interessant,weiterlesen,passend dazu,das könnte,siehe auch,\
         zum thema,meistgelesen,nach oben,artikelanfang,mehr dazu,teilen,kommentare,schlagworte,darunter,herunterladen,direkt zum,\
         drucken,abrufen,interessieren,zur startseite,verpassen,im überblick,ergänzt,mehr zu,finden sie hier,weitere meldungen,\
         weiter unten,hier lesen,hier finden,hier als,finden sie,findest du,schlagwörter,mehr von,mehr aus,nächste heft,\
         nächste ausgabe,nächsten heft,downloads,informationen finden,weiterführende",
        "lire aussi,à lire aussi,lire également,lire la suite,voir aussi,à ne pas,à lire,en savoir plus,retour en,plus lus,\
         les plus lus,sur le même,dans la même,à écouter,partager,commentaires,retrouvez,ci dessous,copier le lien,la suite,à voir,\
         notre sélection,nos conseils,notre comparatif,notre guide,notre dossier,dernière mise,mise à jour,haut de,en haut,\
         notre podcast,à découvrir,pour aller plus,mots clés,voir notre,notre encadré,prochain numéro,plus d informations,pour en,\
         à retrouver,extrait,intégrale",
        "más información,lee también,lea también,leer más,ver también,véase también,te puede interesar,también te,lo más,\
         lo más visto,lo más leído,ir arriba,volver a,compartir,comentarios,comentario,archivado en,etiquetas,sigue leyendo,\
         a continuación,más abajo,toda la información,todo el contenido,para saber,noticias relacionadas,en pdf,cómo citar,\
         mapa del sitio,nuestro monográfico,ya disponible,en bit,más en,descargue aquí,otras crónicas,otras noticias,\
         puede consultarse,pueden consultarse,palabras clave,más de,próximo número,próxima edición,para más,más sobre",
    ]),
    (Kind::Network, [
        "facebook,twitter,instagram,whatsapp,telegram,youtube,tiktok,linkedin,discord,mastodon,reddit,flickr,bluesky,snapchat,rss,\
         pinterest,social media,on x,spotify",
        "facebook,twitter,instagram,whatsapp,telegram,youtube,tiktok,linkedin,discord,mastodon,reddit,bluesky,rss,threads,spotify,\
         auf x",
        "facebook,twitter,instagram,whatsapp,telegram,youtube,tiktok,linkedin,discord,mastodon,reddit,bluesky,rss,réseaux sociaux,\
         spotify,sur x",
        "facebook,twitter,instagram,whatsapp,telegram,youtube,tiktok,linkedin,discord,mastodon,reddit,bluesky,rss,redes sociales,\
         spotify,en x",
    ]),
    (Kind::Rhythm, [
        "each day,every week,each week,every monday,every tuesday,every wednesday,every thursday,every friday,every saturday,\
         every sunday,each monday,each tuesday,each friday,each sunday,each month,every month,every morning,each morning,\
         every evening,every weekday,twice a week,once a day,once a month,once a week,a week,on sundays,on saturdays,on fridays,\
         on mondays,four times a,every two,day and night,within ten,working days,opening hours,by noon,round the clock,at any time,\
         each saturday,each thursday,each wednesday,every other,until further,weekdays,once monthly",
        "jeden,jede,jedes,täglich,wöchentlich,monatlich,werktags,montags,freitags,samstags,sonntags,im monat,zweimal,morgens,\
         rund um die,regelmäßig,wochentags,von 8 bis",
        "chaque,tous les,toutes les,hebdomadaire,quotidien,quotidienne,mensuel,du lundi au,du lundi,quotidiennement,jour et nuit,\
         sous 48 heures,à tout moment",
        "cada,todos los,todas las,semanal,diario,mensual,de lunes a,al mes,quincena,en cualquier momento,diariamente,cuando quieras,\
         cuanto quieras",
    ]),
    (Kind::Biography, [
        "lives in,writes about,is the author,is a staff,is a senior,is an associate,is a research,is a reporter,is our,professor,\
         fellow at,her books,his books,her latest,his latest,has written,has covered,has worked,has reported,is a freelance,\
         is director,is editor,founded in,is a member,latest book,first novel,specialises,is head,writes for,writes on,is an award,\
         is a writer,is a journalist,is a columnist,is a professor,is a contributor,is an editor,is an independent,is owned by,\
         is published by,is a charity,is a trademark,is a registered,is a division,contributing writer,most recent book,\
         his most recent,her most recent,covers courts,has been with,his first novel,her first novel,his new book,her new book,\
         lives with,has worked for,a contributing,teaches at,is on view,writes a,covers politics,covers the economy,is based in,\
         lives and works,joined in,her colleague,his colleague,has been a,clinical stage company,about the company,\
         about the author",
        "ist redakteur,ist redakteurin,forscht,berichtet für,seit zwölf,promoviert,studiert,ist autor,ist autorin,studierte,lehrt,\
         ist wissenschaftlicher,gegründet,unsere autorin,unser autor,leitet die,leitet das,lebt seit,lebt in,schreibt über,\
         schreibt für,schreibt am,betreut bei,arbeitet als",
        "est journaliste,est chercheur,est chercheuse,collabore,tient chez nous,a publié,couvre,vit à,dirige,enseigne,traque,fondé,\
         fondée,réunit,est une association,spécialiste,suit pour,ancien trader,est chargé,est maître",
        "es periodista,es investigadora,es investigador,es escritora,es escritor,cubre,colabora,autor de,autora de,vive en,\
         ingeniera,ingeniero,fundado,fundada,su último,de formación,de vocación,doctora,doctor",
    ]),
    (Kind::Stamp, [
        "published,updated,last updated,posted,min read,mins read,minute read,reading time,hours ago,minutes ago,days ago,\
         last modified,last reviewed,correction,corrected,clarification,earlier version,first published,first appeared,\
         originally published,editor note,editors note,note to,notes to,embargoed,immediate release,media advisory,media release,\
         press release,advisory,update,repeats,adds,amends,recasts,names have been,name has been,have been changed,has been changed,\
         lightly edited,edited for length,for clarity,content note,warning,dispatches,min,refiles,corrects,was updated,\
         will be updated,updates with,working paper,this version,fact checking,fact check,typographical error,a correction,\
         correction was,names changed,this was published,published under",
        "aktualisiert,veröffentlicht,stand,lesezeit,lesedauer,minuten,zuletzt,erschienen,update,korrektur,berichtigt,berichtigung,\
         wiederholung,sperrfrist,pressemitteilung,namen geändert,name geändert,anmerkung,hinweis,transparenzhinweis,zitiervorschlag,\
         geändert,erschien zuerst,stand zuerst,achtung,eilmeldung,ausgabejahr,datum",
        "publié,publiée,mis à jour,mise à jour,temps de lecture,lecture,il y a,communiqué,paru,parue,modifié,modifiés,correction,\
         rectificatif,précision,note aux,ont été modifiés,a été modifié,initialement,urgent,mis en ligne,durée,embargo,\
         prénoms ont été,noms ont été,a été raccourcie,par souci de",
        "publicado,publicada,actualizado,actualizada,lectura de,tiempo de,min de,hace 3 horas,corrige,corrección,nota de,nota a,\
         modificación,nota del,ha sido editada,se ha editado,fecha,urgente,añade,ampliación,adelanto,versión,originalmente,\
         documento de trabajo,repite,nombres han sido,algunos nombres,hemos cambiado",
    ]),
    (Kind::Contact, [
        "email,e mail,tel,write to,get in touch,in touch,hotline,switchboard,postal,for interviews,press enquiries,media enquiries,\
         enquiries,rsvp,in confidence,freepost,tip,lines are,speak to,talk to,action line,subject line,your questions,reach the,\
         contact us,contact our,call us,please contact,please call,call our,ring us,please ring,send us,tell us,let us know,\
         know more about,write to us,media office,questions about,got a tip,have a story,have a scoop,have a tip,for more about,\
         for details,for more details,for further,box office,to book,to register,to apply,to attend,to subscribe,to unsubscribe,\
         we are hiring,we re looking,we re hiring,vacancies,closing date,pitch us",
        "telefon,tel,e mail,kontakt,schreiben sie,pressestelle,hinweise,anfragen,rückfragen,ansprechpartner,melden,anschrift,fax,\
         erreichen sie,nachricht an,wir suchen,interviewpartner,bewerbung,bewerbungen,vermitteln wir,um anmeldung",
        "téléphone,tél,courriel,contacts,écrivez,joindre,renseignements,courrier,demande d,par mail,demande d interview,nous contacter",
        "teléfono,tel,correo,contacto,escriba,escríbanos,consultas,llame,solicitarse,atención a,atienden,cartas a,a quien lo,\
         quien los solicite,te estamos esperando",
    ]),
    (Kind::Charity, [
        "donate,donation to,your gift,monthly gift,your support,your donation,registered charity,charity number,petition,volunteer,\
         fundraising,make a difference,add your name,people like you,supporter,support us,with your help,gift aid,thank you,\
         thanks for,a legacy,every gift,winter appeal,our appeal,leave a gift",
        "spenden,spendenkonto,iban,petition,ehrenamtlich,patenschaft,vermächtnis,ihre spende,deine spende,unterstützen,danke,\
         steuerlich,fördermitglied,mithelfen,unterschrift,gemeinnützige,gemeinnützig,ihre hilfe,deine hilfe,spendensiegel,\
         mittelverwendung",
        "faites un don,don,donnez,donateurs,pétition,bénévole,bénévoles,legs,léguer,parrainage,déduction fiscale,soutenez,merci,\
         reçu fiscal,grâce à vous,générosité,utilité publique,votre don,votre aide,vos dons",
        "dona,dónanos,donar,donativo,bizum,petición,voluntario,voluntaria,socio,transferencias,tu ayuda,tu apoyo,colabora,desgrava,\
         solidario,utilidad pública,tu donativo,su ayuda,nuestras cuentas,una niña como",
    ]),
    (Kind::Said, [
        "said,told,says,added,according,announced,asked,replied,wrote,warned,admitted,insisted,argued,claimed,confirmed,denied,\
         explained,noted,called,described,testified,declined,reported,recalled,stated,tweeted,suggested,acknowledged,urged,accused",
        "sagte,sagt,sagten,erklärte,erklärten,teilte,mitteilte,berichtete,schrieb,kündigte,betonte,forderte,warnte,hieß,heißt,\
         zufolge,laut,angaben,wollte,bestätigte,nannte,warf,kritisierte,rief,riet,antwortete",
        "dit,déclaré,affirmé,expliqué,annoncé,selon,indiqué,précisé,ajouté,assure,estime,affirme,explique,raconte,rappelé,prévenu,\
         confié,martèle,prévient,ironise,lance,lancé,demandé,estimé,souligné,répond,accusé",
        "dijo,dice,informó,informaron,aseguró,asegura,declaró,explicó,anunció,según,señaló,afirmó,advirtió,precisó,añadió,denunció,\
         reprochó,pidió,contó,cuenta,declara,dicho,indicó,pide,aseguran",
    ]),
    (Kind::Past, [
        "was,were,had,did,got,gave,took,made,came,went,saw,knew,thought,found,left,felt,became,began,kept,held,brought,stood,ran,\
         met,led,grew,lost,fell,won,rose,sent,built,broke,spent,drew,shot,fought,bought,sold,paid,heard,put up,wore,threw,drove,\
         flew,caught,chose,hit,cut off,spoke,sat,slipped,shut,beat,sought,swore,struck,hung,rode,sang,taught,tore,woke,wound,forgot,\
         hid,blew,ended,tried,died",
        "war,waren,hatte,hatten,wurde,wurden,kam,kamen,ging,gingen,gab,gaben,stand,blieb,lag,ließ,sah,fand,nahm,stieg,fiel,sank,\
         verlor,gewann,zog,fielen,brach,schloss,trug,starb,begann,sprach,worden,gewesen,konnte,konnten,sollte,musste,mussten,durfte",
        "était,étaient,avait,avaient,fut,furent,été,eu,fait,pris,mis,reçu,vu,voulu,pu,dû,devait,pouvait,allait,venait,voulait,\
         savait,disait,restait,perdu,ouvert,venu,mort,tué,bondi,reculé,permis,condamné,adopté,conclu,lancée,lancé,gagné,abandonné,\
         suspendu",
        "era,eran,fue,fueron,había,habían,estaba,estaban,tenía,tenían,hizo,hicieron,dio,tuvo,pudo,quiso,vino,iba,sido,hecho,visto,\
         cayó,subió,murió,perdió,llegó,quedó,aprobó,redujo,dejó,abrió,cerró,pasó,entró,alcanzó,muerto,puso,supo,anduvo,vio",
    ]),
    (Kind::Auxiliary, [
        "is,are,has,have,will,would,can,could,may,might,must,should,does,do,shall,isn,aren,won,wouldn,couldn,hasn,haven,doesn,\
         cannot,seems,remains,remain,expects,expected,wants,want,need,needs,being,been",
        "ist,sind,hat,haben,wird,werden,kann,können,muss,müssen,soll,sollen,will,wollen,darf,dürfen,bleibt,bleiben,gibt,macht,geht,\
         kommt,steht,liegt,hält,sei,habe,wäre,würde,könnte,gilt",
        "est,sont,a,ont,va,vont,sera,seront,peut,peuvent,doit,doivent,fait,font,reste,restent,aura,auront,veut,vient,faut,pourrait,\
         serait,soit,prévoit,devra,devront",
        "es,son,está,están,ha,han,hay,va,van,será,serán,puede,pueden,debe,deben,hace,hacen,tiene,tienen,sigue,siguen,queda,podrá,\
         podrán,tendrá,habrá,quiere,espera,mantiene,permitirá",
    ]),
    (Kind::Passive, [
        "is,are,be,being,may,can,isn,aren",
        "wird,werden,ist,sind",
        "est,sont,être",
        "es,son,está,están,queda,ser",
    ]),
    (Kind::Byline, [
        "by,from,via",
        "von",
        "par,avec",
        "por,de",
    ]),
    (Kind::Clause, [
        "but,although,though,because,since,while,who,which,whose,whom,when,where,after,before,until,despite,whether,as,than,then,so,\
         if,against,during,amid,over,among,between,nearly,almost,even,still,just,only,never,not,no",
        "aber,obwohl,weil,während,als,nachdem,bevor,bis,trotz,ob,sondern,denn,doch,wie,dass,gegen,wegen,seitdem,jedoch,noch,nicht,\
         kein,keine,keinen,nur,fast,bereits,schon,auch,sich",
        "mais,bien,parce,pendant,alors,quand,après,avant,jusqu,malgré,tandis,lorsque,dont,que,qui,où,contre,depuis,toutefois,\
         pourtant,pas,plus,encore,déjà,presque,selon,ni",
        "pero,aunque,porque,mientras,cuando,después,antes,hasta,pese,tras,sino,que,quien,quienes,cuyo,donde,contra,durante,desde,no,\
         ni,casi,todavía,ya,apenas,ante,entre,según,nadie",
    ]),
    (Kind::When, [
        "yesterday,monday,tuesday,wednesday,thursday,friday,saturday,sunday,january,february,march,april,june,july,august,september,\
         october,november,december,last week,last year,last month,this year,ago,earlier,later,night,year,years,month,months,weeks,\
         days,hours,hour,morning,century,decade,spring,summer,autumn,winter,season,week",
        "gestern,montag,dienstag,mittwoch,donnerstag,freitag,samstag,sonntag,januar,februar,märz,april,mai,juni,juli,august,\
         september,oktober,november,dezember,woche,wochen,jahr,jahre,jahren,jahres,monat,monate,monaten,nacht,morgen,abend,stunden,\
         tage,tagen,herbst,sommer,heute,letzte,letzten,nächste,nächsten,erste,zweite,dritte,frühjahr,winter,quartal,künftig,bislang,\
         inzwischen,derzeit",
        "hier,lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche,janvier,février,mars,avril,mai,juin,juillet,août,septembre,\
         octobre,novembre,décembre,an,ans,année,années,mois,semaine,semaines,nuit,matin,soir,jours,heures,été,hiver,printemps,\
         automne,aujourd,désormais,trimestre,siècle",
        "ayer,lunes,martes,miércoles,jueves,viernes,sábado,domingo,enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,\
         octubre,noviembre,diciembre,año,años,mes,meses,semana,semanas,noche,mañana,madrugada,días,horas,verano,invierno,otoño,\
         primavera,trimestre,semestre,siglo,hoy,ahora,tarde",
    ]),
    (Kind::Actor, [
        "police,officers,court,judge,jury,minister,ministers,government,president,mayor,governor,council,councillors,officials,\
         official,prosecutors,prosecutor,troops,army,military,soldiers,company,companies,firm,firms,bank,banks,shares,stock,stocks,\
         market,investors,traders,regulator,regulators,parliament,senate,congress,lawmakers,mps,party,parties,union,unions,hospital,\
         doctors,patients,school,schools,students,residents,families,family,people,man,woman,men,women,children,victims,suspect,\
         team,players,coach,fans,researchers,scientists,engineers,workers,voters,election,war,attack,trial,inquiry,law,bill,city,\
         town,country,countries,state,states,world,customers,users,owners,analysts,farmers,villagers,mother,father,son,daughter,\
         wife,husband,brother,friend,life,death",
        "polizei,gericht,richter,minister,ministerin,ministerium,regierung,präsident,präsidentin,bürgermeister,bürgermeisterin,rat,\
         stadtrat,landtag,bundestag,behörde,behörden,staatsanwaltschaft,armee,soldaten,unternehmen,konzern,firma,bank,banken,aktie,\
         aktien,markt,anleger,partei,parteien,opposition,gewerkschaft,krankenhaus,ärzte,schule,schulen,schüler,bewohner,familien,\
         familie,menschen,mann,frau,männer,frauen,kinder,opfer,mannschaft,forscher,arbeiter,wähler,wahl,krieg,angriff,prozess,\
         urteil,gesetz,stadt,land,länder,kunden,nutzer,feuerwehr,hersteller,betreiber,anwohner,gemeinden,kommunen,staat,vater,\
         mutter,sohn,tochter",
        "police,tribunal,juge,ministre,ministère,gouvernement,président,présidente,maire,mairie,conseil,préfet,préfète,autorités,\
         parquet,procureur,armée,soldats,société,entreprise,groupe,banque,action,actions,marché,investisseurs,parti,partis,\
         opposition,syndicat,syndicats,hôpital,médecins,école,écoles,élèves,habitants,familles,famille,hommes,femmes,homme,femme,\
         enfants,victimes,équipe,chercheurs,ouvriers,électeurs,élection,guerre,attaque,procès,loi,décret,ville,pays,état,états,\
         clients,utilisateurs,pompiers,village,père,mère,fils,fille,enquêteurs,communes,éleveurs",
        "policía,tribunal,juez,jueza,ministro,ministra,ministerio,gobierno,presidente,presidenta,alcalde,alcaldesa,consejo,\
         ayuntamiento,autoridades,fiscalía,fiscal,fiscales,ejército,soldados,empresa,compañía,grupo,banco,acciones,mercado,\
         inversores,partido,partidos,oposición,sindicatos,sindicato,hospital,médicos,escuela,alumnos,vecinos,familias,familia,\
         hombres,mujeres,hombre,mujer,niños,víctimas,equipo,investigadores,trabajadores,votantes,elecciones,guerra,ataque,juicio,\
         ley,decreto,ciudad,país,países,estado,clientes,usuarios,bomberos,pueblo,padre,madre,hijo,hija,detenidos,congreso,personas",
    ]),
    (Kind::Contribution, [
        "reported from,reporting from,wrote from,and wrote,and reported,reported and,contributed to,contributed from,\
         contributed reporting,additional reporting,helped report,reporting by,writing by,editing by",
        "berichtete aus,berichteten aus,berichtet aus,unter mitarbeit,mit informationen von,redaktionelle mitarbeit",
        "a contribué,ont contribué,avec la contribution,avec nos correspondants,édité par,rédigé par",
        "informó desde,informaron desde,contribuyó a,contribuyeron a,con información de,con la colaboración",
    ]),
    (Kind::Finding, [
        "propose,proposes,present a,presents,introduce,introduces,we show,shows that,show that,demonstrate,demonstrates,investigate,\
         investigates,examine,examines,find that,finds that,we find,argue,argues,evaluate,evaluates,we develop,develops,we study,\
         explores,explore how,analyse,analyze,analyses,achieve,achieves,outperform,outperforms,we describe,we conclude,we estimate,\
         we model,we train,experiments,our results,our approach,our method,our model,the method,simulations,recommends,suggest that,\
         suggests that,we discuss,we report,we compare,we ask whether,in this paper,in this work,this study,this analysis",
        "wir zeigen,wir untersuchen,untersucht,zeigt dass,schlägt vor,diese studie,unsere ergebnisse,wir finden,wir analysieren",
        "nous montrons,nous étudions,examine,montre que,propose,cette étude,nos résultats,nous analysons,nous concluons",
        "mostramos,proponemos,analizamos,examina,muestra que,este estudio,nuestros resultados,concluimos,investigamos",
    ]),
    (Kind::Quantity, [
        "million,billion,thousand,hundred,hundreds,thousands,percent,per cent,dozen,dozens,two,three,four,five,six,seven,eight,nine,\
         ten,eleven,twelve,half,first,second,third,most,many,more,several,some,all,dollars,pounds,miles,tonnes,points,times",
        "millionen,milliarden,tausend,tausende,hundert,prozent,dutzend,zwei,drei,vier,fünf,sechs,sieben,acht,neun,zehn,elf,zwölf,\
         hälfte,erste,ersten,mehrere,viele,meisten,rund,mindestens,tonnen,dollar,drittel,liter,meter",
        "million,millions,milliard,milliards,mille,milliers,cent,centaines,pour cent,douzaine,deux,trois,quatre,cinq,six,sept,huit,\
         neuf,dix,moitié,premier,première,plusieurs,près,environ,tonnes,dollars,tiers,kilomètres,hectares",
        "millón,millones,mil,miles,cien,cientos,por ciento,docena,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,mitad,primer,\
         primera,varios,varias,unos,toneladas,dólares,tercio,kilómetros,hectáreas,menos,mayoría",
    ]),
];
